import OrderedJSON

extension CloudVPNClient {
  /// All bodies of one list together have at most this many bytes.
  private static let listSizeLimit = 256 << 20

  /// Reads every page of a list, each row once, in the service's order.
  func pages<Row: CloudResource>(of call: CloudCall, rows name: String) async throws(CloudError) -> [Row] {
    var rows: [Row] = []
    var known: Set<String> = []
    var cursor = PageCursor()
    var marker: String?
    var size = 0
    repeat {
      var page = call
      page.query.append(("limit", String(PageCursor.limit)))
      if let marker { page.query.append(("marker", marker)) }
      let answer = try await answer(to: page)
      let found: [Row] = try self.rows(of: answer, to: call, name)
      rows += found.filter { known.insert($0.id).inserted }
      let information = answer.json.member("page_info")
      marker = cursor.next(
        items: found.count, count: information?.integer("current_count"),
        marker: information?.text("next_marker"))
      size += answer.body.count
      guard marker == nil || (!cursor.isExhausted && size <= CloudVPNClient.listSizeLimit) else {
        throw bad(answer, of: call, "a list that does not end after \(cursor.pages) pages")
      }
    } while marker != nil
    return rows
  }

  /// The rows of one page; `null` is an empty list, an absent one is none.
  func rows<Row: CloudResource>(of answer: Answer, to call: CloudCall, _ name: String) throws(CloudError)
    -> [Row]
  {
    guard let values = answer.json.list(name) else {
      throw bad(answer, of: call, "JSON without the list \(name)")
    }
    var rows: [Row] = []
    for (place, value) in values.enumerated() {
      guard let row = Row(value) else {
        throw bad(answer, of: call, "a list in which row \(place + 1) has no id")
      }
      rows.append(row)
    }
    return rows
  }

  /// The one resource of an answer.
  func resource<Resource: CloudResource>(
    of call: CloudCall, _ name: String
  ) async throws(CloudError) -> Resource {
    let answer = try await answer(to: call)
    guard let value = answer.json[name], let resource = Resource(value) else {
      throw bad(answer, of: call, "JSON without \(name) and its id")
    }
    return resource
  }

  /// An id as it may stand in a path.
  ///
  /// - Throws: an error like the service's own for an id that it does not know, without asking it.
  func check(_ id: String, for call: CloudCall) throws(CloudError) {
    guard let complaint = CloudVPNClient.complaint(about: id) else { return }
    throw CloudError(.badRequest, call, endpoint: endpoint, detail: complaint)
  }

  /// Why a text is no id; `nil` for one that may be.
  package static func complaint(about id: String) -> String? {
    guard !CloudCall.isPlainName(id) || id.utf8.count > 64 else { return nil }
    return "“\(PrintableText.line(id, limit: 80, hiding: []))” is no id; an id has 36 characters, "
      + "like 5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10"
  }
}
