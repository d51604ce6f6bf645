import Synchronization

/// Remembers that the service refused the key, for all copies of a client.
final class SignatureLatch: Sendable {
  private let state = Mutex<CloudError?>(nil)

  /// The first refusal, once there was one.
  var refusal: CloudError? { state.withLock { $0 } }

  func close(_ refusal: CloudError) {
    state.withLock { $0 = $0 ?? refusal }
  }
}

extension CloudError {
  /// The same refusal for another call, which was not sent.
  func during(_ call: CloudCall) -> CloudError {
    var error = self
    error.operation = call.purpose
    error.call = call.operation
    error.isChange = call.isChange
    error.resource = call.resource
    error.actions = call.actions
    return error
  }
}
