/// The least custom policy that allows some operations, in one of the cloud's two models.
///
/// Its JSON form is `{"Version": …, "Statement": [{"Effect": "Allow", "Action": […]}, …]}` for both.
package struct PolicyDocument: Sendable, Hashable {
  /// One `Statement`.
  package struct Statement: Sendable, Hashable {
    /// Sorted, each once.
    package var actions: [String]
  }

  package let model: PermissionModel
  package let statements: [Statement]
  /// The least sure of the rows that it was made from.
  package let confidence: Confidence

  /// `1.1` or `5.0`.
  package var version: String {
    switch model {
    case .policy: "1.1"
    case .identityPolicy: "5.0"
    }
  }

  /// Documents for the operations: one, or two where policies must keep global and regional services apart; none for
  /// no operation.
  package static func documents(
    for operations: some Sequence<CloudOperation>, in model: PermissionModel
  ) -> [PolicyDocument] {
    let rows = Set(operations).map(\.permission)
    let groups = model == .policy ? [rows.filter { !$0.isGlobal }, rows.filter(\.isGlobal)] : [rows]
    return groups.filter { !$0.isEmpty }.map { PolicyDocument(rows: $0, model: model) }
  }

  private init(rows: [OperationPermission], model: PermissionModel) {
    let needed = rows.map { $0.required(in: model) }
    self.model = model
    statements = [Statement(actions: Set(needed.flatMap(\.all)).sorted())]
    confidence = needed.map(\.confidence).max() ?? .verified
  }
}
