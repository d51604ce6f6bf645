import Diagnostics
package import HTTPTransport
import OrderedJSON
package import SafeFiles
package import Secrets
import Synchronization

/// Hands requests on and writes every exchange into a directory, without its secrets.
///
/// What cannot be written never changes what the run does: the recording ends there, and says so once.
package final class RecordingTransport: HTTPTransport {
  private let base: any HTTPTransport
  private let folder: RecordingFolder
  private let failed: @Sendable (FileError) -> Void
  private let state: Mutex<State>

  private struct State {
    var mask: SecretMask
    /// Exchanges written; an exchange gets its number when it is over, so that there is never a gap.
    var count = 0
    var isBroken = false
  }

  /// Makes the directory.
  ///
  /// `secrets` are masked wherever they stand; those that a request sends are learned from it. `failed` is called at
  /// most once, with the reason for which the recording ends early.
  ///
  /// - Throws: `InputError` for a directory that holds something, `FileError`.
  package init(
    _ base: any HTTPTransport, folder path: String, header: RecordingHeader, tagKey: TagKey,
    hiding secrets: [Secret], failed: @escaping @Sendable (FileError) -> Void
  ) throws {
    self.base = base
    self.failed = failed
    folder = RecordingFolder(path: path)
    var mask = SecretMask(tagKey: tagKey)
    for secret in secrets { secret.withExposedText { mask.learn($0) } }
    state = Mutex(State(mask: mask))
    try folder.make(header)
  }

  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let result: Result<HTTPResponse, TransportError>
    do throws(TransportError) {
      result = .success(try await base.send(request))
    } catch {
      result = .failure(error)
    }
    record(request, result)
    return try result.get()
  }

  private func record(_ request: HTTPRequest, _ result: Result<HTTPResponse, TransportError>) {
    // Nothing came of it for reasons on this side.
    if case .failure(let error) = result, error.kind == .cancelled { return }
    let failure = state.withLock { state -> FileError? in
      guard !state.isBroken else { return nil }
      RecordingTransport.learn(request, result, &state.mask)
      do throws(FileError) {
        try folder.write(Exchange(request, result, mask: state.mask), number: state.count + 1)
        state.count += 1
        return nil
      } catch {
        state.isBroken = true
        return error
      }
    }
    if let failure { failed(failure) }
  }

  private static func learn(
    _ request: HTTPRequest, _ result: Result<HTTPResponse, TransportError>, _ mask: inout SecretMask
  ) {
    for name in Exchange.secretHeaders {
      for value in request.headers.all(name) { mask.learn(value) }
    }
    // The key's name is in the signature's header: `… Access=NAME, SignedHeaders=…`.
    if let signature = request.headers["Authorization"], let start = signature.firstRange(of: "Access=") {
      mask.learn(String(signature[start.upperBound...].prefix { $0 != "," && $0 != " " }))
    }
    if let json = try? JSON(parsing: request.body) { mask.learn(from: json) }
    if case .success(let response) = result {
      for name in Exchange.secretHeaders {
        for value in response.headers.all(name) { mask.learn(value) }
      }
      if let json = try? JSON(parsing: response.body) { mask.learn(from: json) }
    }
  }
}
