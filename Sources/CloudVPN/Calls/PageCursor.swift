/// Walks through the pages of a list (facts §4.2).
///
/// A marker is there on the last page too, so it does not say whether more follows.
struct PageCursor: Sendable {
  /// Inside both ranges that are documented for it.
  static let limit = 200
  /// A list of more pages does not end, or is no list.
  static let pageLimit = 500

  private var sent: Set<String> = []
  private(set) var pages = 0

  /// The marker of the next page; `nil` after the last one.
  ///
  /// Takes the number of rows on the page just read, and what the page itself says of that number and of the
  /// next one's start.
  mutating func next(items: Int, count: Int?, marker: String?) -> String? {
    pages += 1
    guard items > 0, (count ?? items) >= PageCursor.limit, let marker, !marker.isEmpty else { return nil }
    return sent.insert(marker).inserted ? marker : nil
  }

  /// Whether no further page may be asked for.
  var isExhausted: Bool { pages >= PageCursor.pageLimit }
}
