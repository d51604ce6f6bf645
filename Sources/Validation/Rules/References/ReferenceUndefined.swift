import ConfigTree
import Diagnostics

/// A line names an object that is nowhere.
struct ReferenceUndefined: Rule {
  let id = "reference-undefined"
  let severity = Severity.error
  let title = "Every object that a line names is defined."
  let why =
    "Devices take such a line without a word and then ignore the whole peer, profile or policy that it stands in."
  let remedy = "Define the object, or correct the name."
  let example = RuleExample(
    """
    ike-proposal p1
     encryption aes-256
    ike-peer cloud
     address 192.0.2.10
     proposal p2   <-- here
    ipsec-profile vpn
     peer cloud
    interface tunnel1
     profile vpn
    """)

  func check(_ context: ValidationContext) -> [Finding] {
    let sharedKinds = context.input.isFragment ? ReferenceUndefined.sharedKinds(context) : []
    var namesByKind: [String: [String]]?
    return context.objects.uses.compactMap { use in
      let object = use.object
      guard context.objects.definitions[object] == nil, !context.input.known.contains(object),
        !sharedKinds.contains(object.kind)
      else { return nil }
      let names =
        namesByKind ?? Dictionary(grouping: context.objects.defined, by: \.kind).mapValues { $0.map(\.name) }
      namesByKind = names
      let near = (names[object.kind] ?? []).filter { Nearness.isNear($0, object.name) }.sorted()
      return finding(
        context, at: use.node, "There is no \(object.kind) named \(object.name).",
        remedy: near.first.map { "Did you mean \($0)? \(remedy)" })
    }
  }

  /// Kinds of objects that the device has by itself, such as interfaces: a fragment may name them.
  private static func sharedKinds(_ context: ValidationContext) -> Set<String> {
    Set(
      context.matched.grammar.rules.filter { $0.statement.section == .shared }
        .compactMap { $0.statement.defines?.kind })
  }
}

/// Whether two names may be one, mistyped.
enum Nearness {
  /// At most one letter added, left out, changed or swapped with its neighbour, case aside.
  static func isNear(_ left: String, _ right: String) -> Bool {
    let (a, b) = (Array(left.lowercased().utf8), Array(right.lowercased().utf8))
    guard abs(a.count - b.count) <= 1, max(a.count, b.count) > 1, max(a.count, b.count) <= 128 else {
      return false
    }
    let start = zip(a, b).prefix { $0 == $1 }.count
    let (restA, restB) = (a[start...], b[start...])
    if restA.isEmpty || restB.isEmpty { return true }
    if restA.dropFirst().elementsEqual(restB.dropFirst()) { return true }
    if restA.dropFirst().elementsEqual(restB) || restA.elementsEqual(restB.dropFirst()) { return true }
    return restA.count > 1 && restA.count == restB.count && restA.first == restB.dropFirst().first
      && restB.first == restA.dropFirst().first && restA.dropFirst(2).elementsEqual(restB.dropFirst(2))
  }
}
