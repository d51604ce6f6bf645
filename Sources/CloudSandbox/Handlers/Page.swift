import OrderedJSON

/// One page of a list, with the service's own habits.
///
/// Newest first; `marker` is the creation time of the last item seen and works without `limit`; `next_marker` is there
/// on the last page too and missing only on an empty one; limit 0 gives an empty page.
struct Page {
  let items: [SandboxSeed.Resource]

  /// Cuts the page that the call asks for out of the resources that its filters let through.
  ///
  /// `limit` is the largest page and the one that is given unasked.
  init(of resources: [SandboxSeed.Resource], call: Call, limit largest: Int) throws(Refusal) {
    var limit = largest
    if let text = call.parameter("limit") {
      guard let number = Int(text), (0...largest).contains(number) else {
        throw .invalid("limit must be a number from 0 to \(largest)")
      }
      limit = number
    }
    var sorted = resources.sorted { $0.created > $1.created }
    if let text = call.parameter("marker") {
      guard let marker = Instant(extendedFormat: text) else {
        throw .invalid("marker must be the creation time of an item")
      }
      sorted.removeAll { $0.created >= marker }
    }
    items = Array(sorted.prefix(limit))
  }

  /// The members of the answer; `total` counts the whole project, whatever the filters.
  func members(_ name: String, total: Int) -> JSONObject {
    var info: JSONObject = [:]
    if let last = items.last { info["next_marker"] = last.object["created_at"] }
    info["current_count"] = JSON(items.count)
    return [
      name: .array(items.map { .object($0.object) }), "page_info": .object(info), "total_count": JSON(total),
    ]
  }
}
