import CCurl

/// One libcurl easy handle, freed exactly once.
struct CurlEasy: ~Copyable {
  let raw: UnsafeMutableRawPointer

  init() throws(TransportError) {
    guard let raw = curl_easy_init() else { throw TransportError(.other, "libcurl has no memory left") }
    self.raw = raw
  }

  deinit { curl_easy_cleanup(raw) }

  func set(_ option: CURLoption, _ value: Int) throws(TransportError) {
    try check(shim_setopt_long(raw, option, value))
  }

  func set(_ option: CURLoption, _ value: Bool) throws(TransportError) { try set(option, value ? 1 : 0) }

  /// For options that count in 64 bits.
  func set(large option: CURLoption, _ value: Int) throws(TransportError) {
    try check(shim_setopt_offset(raw, option, curl_off_t(value)))
  }

  /// libcurl copies the text.
  func set(_ option: CURLoption, _ value: String) throws(TransportError) {
    try check(shim_setopt_text(raw, option, value))
  }

  /// The pointer must live as long as the handle, or until the option is set again.
  func set(_ option: CURLoption, borrowing value: UnsafeMutableRawPointer) throws(TransportError) {
    try check(shim_setopt_pointer(raw, option, value))
  }

  func set(_ option: CURLoption, receiver: @escaping curl_write_callback) throws(TransportError) {
    try check(shim_setopt_receiver(raw, option, receiver))
  }

  /// The list must live as long as the handle.
  func set(_ option: CURLoption, borrowing list: borrowing CurlList) throws(TransportError) {
    try check(shim_setopt_list(raw, option, list.raw))
  }

  /// libcurl copies the bytes, in the length that is given here.
  func set(copiedBody body: [UInt8]) throws(TransportError) {
    try set(large: CURLOPT_POSTFIELDSIZE_LARGE, body.count)
    // A null pointer would mean "read the body from standard input", so an empty body is an empty text.
    guard !body.isEmpty else { return try set(CURLOPT_COPYPOSTFIELDS, "") }
    try check(body.withUnsafeBytes { shim_setopt_bytes(raw, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) })
  }

  func allowWebProtocolsOnly() throws(TransportError) { try check(shim_setopt_web_protocols_only(raw)) }

  func set(authorities: CertificateBundle) throws(TransportError) {
    try check(
      shim_setopt_borrowed_blob(
        raw, CURLOPT_CAINFO_BLOB, authorities.bytes.baseAddress, authorities.bytes.count))
  }

  /// A number about the finished transfer; 0 where libcurl does not know it.
  func information(_ name: CURLINFO) -> Int {
    var value = 0
    return shim_getinfo_long(raw, name, &value) == CURLE_OK ? value : 0
  }

  private func check(_ code: CURLcode) throws(TransportError) {
    guard code == CURLE_OK else { throw TransportError(.other, String(cString: curl_easy_strerror(code))) }
  }
}
