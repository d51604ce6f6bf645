import OrderedJSON

/// What an error's body says, in whichever of the shapes of facts §7.1 it comes.
package struct CloudErrorBody: Sendable, Hashable {
  /// Like `VPN.0004`, or a number's text.
  package var code: String?
  package var message: String?
  package var requestID: String?

  /// Spellings of code and message, in the order in which the vendor's SDKs look for them.
  private static let spellings = [
    ("error_code", "error_msg"), ("errorCode", "errorMsg"), ("code", "message"),
  ]

  /// `nil` where the body is no JSON, or JSON that names neither code nor message anywhere.
  package init?(parsing body: [UInt8]) {
    guard let json = try? JSON(parsing: body) else { return nil }
    guard
      let found = CloudErrorBody.find(in: json, whole: true) ?? CloudErrorBody.find(in: json, whole: false)
    else { return nil }
    code = found.code
    message = found.message
    requestID = json.text("request_id")
  }

  /// The outermost pair wins; `whole` asks for both of its members.
  ///
  /// Depth is bounded by the parser.
  private static func find(in json: JSON, whole: Bool) -> (code: String?, message: String?)? {
    for (codeName, messageName) in spellings {
      let code = json.text(codeName)
      let message = json.text(messageName)
      if whole ? (code != nil && message != nil) : (code != nil || message != nil) { return (code, message) }
    }
    for inner in json.object?.members.map(\.value) ?? json.array ?? [] {
      if let found = find(in: inner, whole: whole) { return found }
    }
    return nil
  }
}
