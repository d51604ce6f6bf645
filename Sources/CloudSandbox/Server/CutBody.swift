import FlyingFox
import FlyingSocks

/// A body whose connection ends behind its bytes, however many were announced.
struct CutBody: AsyncBufferedSequence {
  typealias Element = UInt8

  let bytes: [UInt8]

  /// The end of the connection, as the HTTP library takes it.
  struct HungUp: Error {}

  func makeAsyncIterator() -> Iterator { Iterator(rest: bytes[...]) }

  /// Gives the bytes, then fails instead of ending.
  struct Iterator: AsyncBufferedIteratorProtocol {
    var rest: ArraySlice<UInt8>

    mutating func next() async throws -> UInt8? {
      guard let byte = rest.popFirst() else { throw HungUp() }
      return byte
    }

    mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
      guard !rest.isEmpty else { throw HungUp() }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
  }
}

/// Ends the connection before anything is sent.
struct HangUp: WSHandler {
  func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> {
    throw CutBody.HungUp()
  }
}
