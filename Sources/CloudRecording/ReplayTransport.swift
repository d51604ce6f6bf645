import Diagnostics
package import HTTPTransport
import Synchronization

/// Answers from a recording, without any network.
///
/// Calls are found by method, path with query, and body. Equal calls get the recorded answers in their order; after the
/// last one it stays, since what is asked at once by several tasks is not asked equally often in every run.
package final class ReplayTransport: HTTPTransport {
  package let header: RecordingHeader
  private let path: String
  private let state: Mutex<[RecordedCall: Answers]>

  private struct Answers {
    var endings: [Exchange.Ending] = []
    var next = 0
  }

  /// Reads the whole recording.
  ///
  /// - Throws: `InputError` for a directory that is none or is damaged, `FileError`.
  package init(folder path: String) throws {
    let folder = RecordingFolder(path: path)
    self.path = path
    header = try folder.readHeader()
    var answers: [RecordedCall: Answers] = [:]
    for exchange in try folder.readExchanges() {
      answers[exchange.call, default: Answers()].endings.append(exchange.ending)
    }
    state = Mutex(answers)
  }

  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let call = RecordedCall(request, mask: .constant)
    let ending = state.withLock { answers -> Exchange.Ending? in
      guard let known = answers[call] else { return nil }
      answers[call]?.next = min(known.next + 1, known.endings.count - 1)
      return known.endings[known.next]
    }
    switch ending {
    case .answer(let status, let headers, let body):
      return HTTPResponse(status: status, headers: headers, body: body.bytes)
    case .failure(let error): throw error
    case nil:
      throw TransportError(
        .notRecorded,
        "the recording \(path) has no \(call.method) \(call.target)"
          + (call.bodyDigest.isEmpty ? "" : " with this body"))
    }
  }
}
