package import OrderedJSON
package import Secrets

/// A connection as it is to be made or changed: the API's own members exactly as far as they were given, and the key
/// apart from them.
///
/// Defaults are the service's: a member that is absent here is absent on the wire.
package struct ConnectionDraft: Sendable {
  /// In the order of the document, without `psk`.
  package var members: JSONObject
  /// Where the key is kept; `nil` where none is to be sent.
  package var keyReference: SecretReference?
  /// The key, once it was fetched.
  package var key: Secret?

  package init(members: JSONObject, keyReference: SecretReference? = nil, key: Secret? = nil) {
    self.members = members
    self.keyReference = keyReference
    self.key = key
  }

  package var name: String? { members["name"]?.string }
  package var gatewayID: String? { members["vgw_id"]?.string }

  /// The members with a text in the key's place.
  package func json(key: String?) -> JSON {
    var object = members
    if let key { object["psk"] = .string(key) }
    return .object(object)
  }
}
