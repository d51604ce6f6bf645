import CloudPermissions

/// A request whose path and query were understood.
struct Call: Sendable {
  let operation: CloudOperation
  let project: String
  /// The id in the path; empty for operations without one.
  let id: String
  let query: [QueryItem]
  let body: [UInt8]

  /// Finds the operation; a wrong method is an unknown API, as with the real gateway.
  init(_ request: SandboxRequest) throws(Refusal) {
    let path = request.rawPath.split(separator: "/", omittingEmptySubsequences: false)
      .map { PercentCoding.decode($0.utf8) }
    guard path.count > 3, path[0].isEmpty, path[1] == "v5",
      let found = CloudOperation.find(method: request.method, path: Array(path[3...]))
    else { throw .unknownAPI }
    (operation, id) = found
    project = path[2]
    query = QueryItem.parse(request.rawQuery)
    body = request.body
  }

  /// The first value of a query parameter.
  func parameter(_ name: String) -> String? { query.first { $0.name == name }?.value }

  /// Every value of a repeated query parameter.
  func parameters(_ name: String) -> [String] { query.filter { $0.name == name }.map(\.value) }
}
