import FlyingFox
import FlyingSocks

/// A body that comes in small pieces with a pause after each.
struct SlowBody: AsyncBufferedSequence {
  typealias Element = UInt8

  let bytes: [UInt8]
  /// Bytes at a time.
  let piece: Int
  let pause: Duration

  func makeAsyncIterator() -> Iterator { Iterator(rest: bytes[...], piece: piece, pause: pause) }

  /// Waits before every piece but the first.
  struct Iterator: AsyncBufferedIteratorProtocol {
    var rest: ArraySlice<UInt8>
    let piece: Int
    let pause: Duration
    private var isFirst = true

    init(rest: ArraySlice<UInt8>, piece: Int, pause: Duration) {
      self.rest = rest
      self.piece = piece
      self.pause = pause
    }

    mutating func next() async throws -> UInt8? { try await nextBuffer(suggested: 1)?.first }

    mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
      guard !rest.isEmpty else { return nil }
      if !isFirst { try await Task.sleep(for: pause) }
      isFirst = false
      let taken = rest.prefix(Swift.min(count, piece))
      rest = rest.dropFirst(taken.count)
      return taken
    }
  }
}
