/// HTTP over libcurl: many requests at once on one thread of its own, over connections that are kept and shared.
///
/// TLS certificates are always verified, and redirects are answers like others. Proxies come from the environment
/// under libcurl's names (`https_proxy`, `NO_PROXY` …), except for this machine's own addresses.
package actor CurlTransport: HTTPTransport {
  /// Which proxy requests go through; never one for this machine's own addresses.
  package enum Proxy: Sendable, Hashable {
    /// libcurl's variables decide: `https_proxy`, `HTTPS_PROXY`, `all_proxy` …, with `NO_PROXY` for exceptions.
    case environment
    /// This one, with `NO_PROXY` for exceptions: `http://host:port` or `https://host:port`.
    case address(HTTPOrigin)
    /// None, whatever the environment says.
    case none
  }

  /// Limits and habits; the defaults suit a cloud API.
  package struct Configuration: Sendable {
    /// For name, connection and TLS handshake together.
    package var connectTimeout = Duration.seconds(15)
    /// For the whole exchange, waiting for a free connection included.
    package var totalTimeout = Duration.seconds(90)
    /// Largest body, in bytes after decompression.
    package var sizeLimit = 32 << 20
    /// A PEM file with certificate authorities that are trusted beside the system's.
    package var authorityFile: String?
    /// Plain HTTP to other machines; to this machine it is always allowed.
    package var allowsPlainHTTP = false
    /// Offers gzip and deflate to the server.
    package var acceptsCompression = true
    package var maxConnectionsPerHost = 16
    package var userAgent = "peerconf"
    package var proxy = Proxy.environment

    package init() {}
  }

  private let configuration: Configuration
  private let authorities: CertificateBundle?
  private let loop: CurlLoop
  private var lastID: UInt64 = 0

  package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  /// Starts the thread; no connection is made.
  ///
  /// - Throws: ``TransportError`` where the authority file is of no use.
  package init(_ configuration: Configuration = Configuration()) throws(TransportError) {
    var authorities: CertificateBundle?
    if let path = configuration.authorityFile { authorities = try CertificateBundle(adding: path) }
    self.configuration = configuration
    self.authorities = authorities
    loop = try CurlLoop(maxConnectionsPerHost: configuration.maxConnectionsPerHost)
  }

  deinit { loop.stop() }

  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    if Task.isCancelled { throw .aborted }
    lastID += 1
    let id = lastID
    let transfer = try CurlTransfer(request, id: id, configuration: configuration, authorities: authorities)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        loop.start(transfer) { continuation.resume(returning: $0) }
      }
    } onCancel: {
      loop.cancel(id)
    }
    return try result.get()
  }
}

extension TransportError {
  /// The caller's task was cancelled.
  static let aborted = TransportError(.cancelled, "the request was cancelled")
}
