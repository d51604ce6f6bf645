/// How sure a fact is: the marks of the platform files, for the permissions.
package enum Confidence: String, Sendable, Hashable, Comparable, CaseIterable {
  /// A page of the vendor says so.
  case verified
  /// It follows from pages about something near.
  case secondary
  /// Nobody wrote it down where it was looked for.
  case unverified

  /// Less sure is greater.
  package static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .verified: 0
    case .secondary: 1
    case .unverified: 2
    }
  }
}

/// The cloud's two models of permissions; they name some rights differently.
package enum PermissionModel: String, Sendable, Hashable, CaseIterable {
  /// Roles and policies, documents of version 1.1.
  case policy
  /// Identity policies, documents of version 5.0.
  case identityPolicy = "identity-policy"
}

/// What one model wants for one operation.
package struct RequiredActions: Sendable, Hashable {
  /// The operation's own action, like `vpn:vpnConnections:list`: without it the service answers 403.
  package var action: String
  /// Actions on other services that the operation reaches through, in the vendor's order; may be empty.
  package var dependencies: [String]
  /// Another name of ``action`` that pages give.
  package var alias: String?
  package var confidence: Confidence
  /// Where it is written.
  package var source: String

  /// The action and its dependencies.
  package var all: [String] { [action] + dependencies }
}

/// A row of the permission table.
package struct OperationPermission: Sendable, Hashable {
  package var operation: CloudOperation
  package var policy: RequiredActions
  package var identityPolicy: RequiredActions
  /// Whether a right that is limited to an enterprise project is enough; otherwise it must be the whole project's.
  package var isScopedToEnterpriseProjects: Bool
  /// Whether the right belongs to a global service; policies of version 1.1 do not mix these with regional ones.
  package var isGlobal: Bool

  package func required(in model: PermissionModel) -> RequiredActions {
    switch model {
    case .policy: policy
    case .identityPolicy: identityPolicy
    }
  }

  /// The operation's action under every name that it has, the policy model's first, for remedies.
  package var actionNames: [String] {
    var names: [String] = []
    for name in [policy.action, identityPolicy.action, identityPolicy.alias].compactMap({ $0 })
    where !names.contains(name) {
      names.append(name)
    }
    return names
  }
}

extension CloudOperation {
  /// The operation's row of the table.
  package var permission: OperationPermission { PermissionTable.row(of: self) }
}
