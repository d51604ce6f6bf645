import CCurl

/// One libcurl multi handle: the connections, and the transfers that run over them.
///
/// Freed exactly once. All calls belong to one thread, except ``wakeUp()``.
struct CurlMulti: ~Copyable {
  private let raw: UnsafeMutableRawPointer

  /// A finished transfer.
  struct Finished {
    var easy: UnsafeMutableRawPointer
    var code: CURLcode
  }

  init(maxConnectionsPerHost: Int) throws(TransportError) {
    // Swift runs a global's initialiser once, under a lock, which is what curl_global_init asks for.
    guard globalState == CURLE_OK, let raw = curl_multi_init() else {
      throw TransportError(.other, "libcurl cannot be initialised")
    }
    let codes = [
      shim_multi_setopt_long(raw, CURLMOPT_MAX_HOST_CONNECTIONS, maxConnectionsPerHost),
      shim_multi_setopt_long(raw, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX)),
    ]
    if let code = codes.first(where: { $0 != CURLM_OK }) {
      curl_multi_cleanup(raw)
      throw CurlMulti.failure(code)
    }
    self.raw = raw
  }

  deinit { curl_multi_cleanup(raw) }

  func add(_ easy: UnsafeMutableRawPointer) throws(TransportError) {
    try check(curl_multi_add_handle(raw, easy))
  }

  /// Aborts the transfer where it still runs.
  func remove(_ easy: UnsafeMutableRawPointer) { curl_multi_remove_handle(raw, easy) }

  /// Moves every transfer as far as it goes without waiting.
  func perform() throws(TransportError) {
    var running: Int32 = 0
    try check(curl_multi_perform(raw, &running))
  }

  /// Takes one finished transfer out of the queue.
  func nextFinished() -> Finished? {
    var left: Int32 = 0
    while let message = curl_multi_info_read(raw, &left) {
      if message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle {
        return Finished(easy: easy, code: message.pointee.data.result)
      }
    }
    return nil
  }

  /// Waits for the network, for ``wakeUp()``, or for the time to pass.
  func wait(milliseconds: Int32) throws(TransportError) {
    try check(curl_multi_poll(raw, nil, 0, milliseconds, nil))
  }

  /// Ends the current or the next ``wait(milliseconds:)``; libcurl allows this call from every thread.
  func wakeUp() { curl_multi_wakeup(raw) }

  private func check(_ code: CURLMcode) throws(TransportError) {
    guard code == CURLM_OK else { throw CurlMulti.failure(code) }
  }

  private static func failure(_ code: CURLMcode) -> TransportError {
    TransportError(.other, String(cString: curl_multi_strerror(code)))
  }
}

private let globalState = shim_global_init()
