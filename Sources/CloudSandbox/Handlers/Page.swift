import OrderedJSON

/// What a list call asks for, with the service's own habits.
///
/// Newest first; `marker` is the creation time of the last item seen and works without `limit`; `next_marker` is there
/// on the last page too and missing only on an empty one; limit 0 gives an empty page.
struct PageRequest {
  let limit: Int
  let marker: Instant?

  /// `limit` is the largest page and the one that is given unasked.
  init(_ call: Call, limit largest: Int) throws(Refusal) {
    if let text = call.parameter("limit") {
      guard let number = Int(text), (0...largest).contains(number) else {
        throw .invalid("limit must be a number from 0 to \(largest)")
      }
      limit = number
    } else {
      limit = largest
    }
    if let text = call.parameter("marker") {
      guard let moment = Instant(extendedFormat: text) else {
        throw .invalid("marker must be the creation time of an item")
      }
      marker = moment
    } else {
      marker = nil
    }
  }

  /// The answer's members; `items` come in their order from behind the marker, `total` counts the whole project.
  func page(_ name: String, of items: some Sequence<SandboxSeed.Resource>, total: Int) -> JSONObject {
    let items = Array(items.prefix(limit))
    var info: JSONObject = [:]
    if let last = items.last { info["next_marker"] = last.object["created_at"] }
    info["current_count"] = JSON(items.count)
    return [
      name: .array(items.map { .object($0.object) }), "page_info": .object(info), "total_count": JSON(total),
    ]
  }
}
