import CloudPermissions
package import OrderedJSON
import Secrets

/// Something to be done to connections in the cloud, complete but for the account that does it.
package enum ConnectionChange: Sendable {
  /// Facts §4.1.
  case create(ConnectionDraft)
  /// One or two connections of one gateway (facts §4.6); whether both or none are made is not documented.
  case createBatch([ConnectionDraft])
  /// Only what the draft holds is changed (facts §4.4).
  case update(id: String, ConnectionDraft)
  /// The tunnel is torn down and negotiated anew (facts §4.8).
  case reset(id: String)
  /// Facts §4.5.
  case delete(id: String)
}

/// A change as it goes over the wire, for people: no header, no key.
package struct ChangeRequest: Sendable, Hashable {
  package var method: String
  /// Path below the endpoint.
  package var target: String
  package var body: JSON?
}

extension ConnectionChange {
  /// What would be sent for a project, with `key` in place of each draft's key.
  package func request(
    projectID: String, key: (ConnectionDraft) -> String?
  ) -> ChangeRequest {
    let call = CloudCall(self)
    return ChangeRequest(
      method: call.method, target: call.target(projectID: projectID), body: body(key: key))
  }

  /// The id in the path; `nil` for what does not exist yet.
  package var id: String? {
    switch self {
    case .create, .createBatch: nil
    case .update(let id, _), .reset(let id), .delete(let id): id
    }
  }

  package var drafts: [ConnectionDraft] {
    switch self {
    case .create(let draft), .update(_, let draft): [draft]
    case .createBatch(let drafts): drafts
    case .reset, .delete: []
    }
  }

  fileprivate func body(key: (ConnectionDraft) -> String?) -> JSON? {
    switch self {
    case .create(let draft), .update(_, let draft): ["vpn_connection": draft.json(key: key(draft))]
    case .createBatch(let drafts): ["vpn_connections": .array(drafts.map { $0.json(key: key($0)) })]
    case .reset, .delete: nil
    }
  }
}

extension CloudCall {
  fileprivate init(_ change: ConnectionChange) {
    let connection = change.id.map { ["vpn-connection", $0] } ?? []
    switch change {
    case .create:
      self.init(operation: .createConnection, method: "POST", path: ["vpn-connection"])
    case .createBatch:
      // The only path in which the noun has an s.
      self.init(
        operation: .batchCreateConnections, method: "POST", path: ["vpn-connections", "batch-create"])
    case .update:
      self.init(operation: .updateConnection, method: "PUT", path: connection, mayAnswerNothing: true)
    case .reset:
      self.init(
        operation: .resetConnection, method: "POST", path: connection + ["reset"], mayAnswerNothing: true)
    case .delete:
      self.init(operation: .deleteConnection, method: "DELETE", path: connection, mayAnswerNothing: true)
    }
    resource = change.id.map { "connection \($0)" }
    isChange = true
    secrets = change.drafts.compactMap(\.key)
  }
}

extension CloudVPNClient {
  /// Carries a change to its end, also when the task is cancelled meanwhile.
  ///
  /// Gives the connections of the answer, which have no status: ``connection(_:)`` tells it. None for a reset and a
  /// deletion, and possibly none for an update. The service goes on working behind the answer;
  /// ``wait(for:until:limit:progress:)`` waits for the end.
  package func perform(_ change: ConnectionChange) async throws(CloudError) -> [CloudConnection] {
    var call = CloudCall(change)
    if let id = change.id { try check(id, for: call) }
    if let body = change.body(key: { draft in draft.key?.withExposedText { $0 } }) {
      guard change.drafts.allSatisfy({ $0.keyReference == nil || $0.key != nil }) else {
        throw CloudError(.badRequest, call, endpoint: endpoint, detail: "a key was not fetched")
      }
      call.body = body.bytes(.compact)
    }
    let answer = try await answer(to: call)
    switch change {
    case .create:
      guard let made = answer.json["vpn_connection"].flatMap(CloudConnection.init) else {
        throw bad(answer, of: call, "JSON without vpn_connection and its id")
      }
      return [made]
    case .createBatch: return try rows(of: answer, to: call, "vpn_connections")
    case .update: return answer.json["vpn_connection"].flatMap(CloudConnection.init).map { [$0] } ?? []
    case .reset, .delete: return []
    }
  }
}
