import CCurl

/// One exchange: the easy handle with everything that it borrows, and what has been received so far.
///
/// libcurl holds the address of this object while the transfer runs, so it is a class and its owner keeps it.
/// It is touched only on the loop's thread.
final class CurlTransfer {
  /// What the transfer is known by outside of the thread.
  let id: UInt64
  let easy: CurlEasy
  private let requestHeaders: CurlList
  private let authorities: CertificateBundle?
  private let errorText: UnsafeMutablePointer<CChar>
  private let sizeLimit: Int

  private var headers = HTTPHeaders()
  private var headerBytes = 0
  private var body: [UInt8] = []
  /// Why receiving was broken off by us; libcurl then only knows that a callback refused.
  private var refusal: TransportError?

  /// Header lines of one answer may have this many bytes together.
  private static let headerLimit = 256 << 10

  init(
    _ request: HTTPRequest, id: UInt64, configuration: CurlTransport.Configuration,
    authorities: CertificateBundle?
  ) throws(TransportError) {
    try request.check()
    guard request.origin.scheme == .https || request.origin.isLoopback || configuration.allowsPlainHTTP else {
      throw TransportError(
        .badRequest, "plain http is only for this machine itself; use https for \(request.origin)")
    }
    self.id = id
    self.authorities = authorities
    sizeLimit = configuration.sizeLimit
    easy = try CurlEasy()
    requestHeaders = try CurlTransfer.headerList(request.headers)
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    try setUp(request, configuration)
  }

  deinit {
    // The handle goes after this body, and must not find a stale address then.
    _ = shim_setopt_pointer(easy.raw, CURLOPT_ERRORBUFFER, nil)
    errorText.deallocate()
  }

  // MARK: - Sending

  private func setUp(
    _ request: HTTPRequest, _ configuration: CurlTransport.Configuration
  ) throws(TransportError) {
    try easy.set(CURLOPT_ERRORBUFFER, borrowing: errorText)
    try easy.set(CURLOPT_NOSIGNAL, true)
    try easy.set(CURLOPT_URL, request.origin.description + request.target)
    try easy.set(CURLOPT_PATH_AS_IS, true)
    try easy.allowWebProtocolsOnly()
    try easy.set(CURLOPT_FOLLOWLOCATION, false)
    try easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
    // A proxy of the environment has no way to this machine's loopback.
    switch configuration.proxy {
    case _ where request.origin.isLoopback: try easy.set(CURLOPT_PROXY, "")
    case .none: try easy.set(CURLOPT_PROXY, "")
    case .address(let proxy): try easy.set(CURLOPT_PROXY, proxy.description)
    case .environment: break
    }

    try easy.set(CURLOPT_SSL_VERIFYPEER, true)
    try easy.set(CURLOPT_SSL_VERIFYHOST, 2)
    try easy.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if let authorities { try easy.set(authorities: authorities) }

    try easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    // Requests wait for a connection that may carry them all; over plain HTTP there is never one.
    try easy.set(CURLOPT_PIPEWAIT, request.origin.scheme == .https)
    // libcurl sends anew, whatever the method, what died on a kept connection before a byte came back.
    try easy.set(CURLOPT_FRESH_CONNECT, !request.mayBeSentTwice)
    try easy.set(CURLOPT_CONNECTTIMEOUT_MS, configuration.connectTimeout.curlMilliseconds)
    try easy.set(CURLOPT_TIMEOUT_MS, configuration.totalTimeout.curlMilliseconds)
    try easy.set(large: CURLOPT_MAXFILESIZE_LARGE, configuration.sizeLimit)
    if configuration.acceptsCompression { try easy.set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate") }
    try easy.set(CURLOPT_USERAGENT, configuration.userAgent)

    try setMethod(request)
    try easy.set(CURLOPT_HTTPHEADER, borrowing: requestHeaders)

    let context = Unmanaged.passUnretained(self).toOpaque()
    try easy.set(CURLOPT_HEADERDATA, borrowing: context)
    try easy.set(CURLOPT_HEADERFUNCTION) { bytes, _, count, context in
      CurlTransfer.receive(bytes, count, context) { $0.receiveHeader($1) }
    }
    try easy.set(CURLOPT_WRITEDATA, borrowing: context)
    try easy.set(CURLOPT_WRITEFUNCTION) { bytes, _, count, context in
      CurlTransfer.receive(bytes, count, context) { $0.receiveBody($1) }
    }
  }

  private func setMethod(_ request: HTTPRequest) throws(TransportError) {
    switch request.method {
    case "HEAD": try easy.set(CURLOPT_NOBODY, true)
    case "GET" where request.body.isEmpty: try easy.set(CURLOPT_HTTPGET, true)
    default:
      if !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method) {
        try easy.set(CURLOPT_POST, true)
        try easy.set(copiedBody: request.body)
      }
      try easy.set(CURLOPT_CUSTOMREQUEST, request.method)
    }
  }

  private static func headerList(_ headers: HTTPHeaders) throws(TransportError) -> CurlList {
    var list = CurlList()
    for field in headers.fields {
      // libcurl takes "Name:" for "leave it out" and "Name;" for an empty value.
      try list.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
    }
    // What libcurl would add by itself is not the caller's request.
    for name in ["Accept", "Content-Type", "Expect"] where headers[name] == nil {
      try list.append("\(name):")
    }
    return list
  }

  // MARK: - Receiving

  /// The common part of both callbacks: `count` bytes at `bytes` for the transfer at `context`.
  private static func receive(
    _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
    _ take: (CurlTransfer, UnsafeRawBufferPointer) -> Bool
  ) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    let taken = take(transfer, UnsafeRawBufferPointer(start: bytes, count: count))
    // Any other number than `count` makes libcurl abort; for no bytes at all that number must not be 0.
    return taken ? count : (count == 0 ? 1 : 0)
  }

  private func receiveHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
    headerBytes += bytes.count
    guard headerBytes <= CurlTransfer.headerLimit else {
      refusal = TransportError(
        .tooLarge, "the answer has more than \(CurlTransfer.headerLimit) bytes of headers")
      return false
    }
    // Lines after the first byte of the body are trailers.
    guard body.isEmpty else { return true }
    let line = String(decoding: bytes, as: UTF8.self)
    let content = line.trimmingBlanks
    if line.hasPrefix("HTTP/") {
      headers = HTTPHeaders()
    } else if line.utf8.first == 0x20 || line.utf8.first == 0x09 {
      headers.fold(content)
    } else if let colon = content.firstIndex(of: ":") {
      headers.add(
        String(content[..<colon]).trimmingBlanks,
        String(content[content.index(after: colon)...]).trimmingBlanks)
    }
    return true
  }

  private func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= sizeLimit - body.count else {
      refusal = TransportError(.tooLarge, "the answer is larger than \(sizeLimit) bytes")
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }

  /// What became of the transfer, once libcurl has reported its end.
  func result(_ code: CURLcode) -> Result<HTTPResponse, TransportError> {
    if let refusal { return .failure(refusal) }
    guard code == CURLE_OK else { return .failure(TransportError(code, detail: String(cString: errorText))) }
    let version: HTTPResponse.Version =
      switch easy.information(CURLINFO_HTTP_VERSION) {
      case Int(CURL_HTTP_VERSION_1_0): .http1_0
      case Int(CURL_HTTP_VERSION_2_0): .http2
      case Int(CURL_HTTP_VERSION_3): .http3
      default: .http1_1
      }
    return .success(
      HTTPResponse(
        status: easy.information(CURLINFO_RESPONSE_CODE), headers: headers, body: body, version: version,
        newConnections: easy.information(CURLINFO_NUM_CONNECTS)))
  }
}

extension String {
  /// Without blanks and line ends on both sides.
  fileprivate var trimmingBlanks: String {
    let isBlank: (UInt8) -> Bool = { [0x20, 0x09, 0x0D, 0x0A].contains($0) }
    guard let first = utf8.firstIndex(where: { !isBlank($0) }),
      let last = utf8.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(self[first...last])
  }
}

extension Duration {
  /// At least one millisecond, since libcurl takes 0 for "no limit".
  fileprivate var curlMilliseconds: Int {
    let whole = components.seconds.multipliedReportingOverflow(by: 1000)
    guard !whole.overflow, whole.partialValue < Int64(Int32.max) else { return Int(Int32.max) }
    return max(1, Int(whole.partialValue) + Int(components.attoseconds / 1_000_000_000_000_000))
  }
}
