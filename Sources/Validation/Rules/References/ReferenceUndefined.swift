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
    var open = context.objects.uses.filter { context.objects.definitions[$0.object] == nil }
    if !open.isEmpty, context.input.isFragment {
      let kinds = ReferenceUndefined.sharedKinds(context)
      open.removeAll { kinds.contains($0.object.kind) }
    }
    if !open.isEmpty, let beside = context.input.beside {
      let known = ObjectTable(beside, traits: context.traits)
      open.removeAll { known.definitions[$0.object] != nil }
    }
    guard !open.isEmpty else { return [] }
    let names = Dictionary(grouping: context.objects.defined, by: \.kind)
    return open.map { use in
      let near = (names[use.object.kind] ?? []).map(\.name).filter { Nearness.isNear($0, use.object.name) }
      return finding(
        context, at: use.node, "There is no \(use.object.kind) named \(use.object.name).",
        remedy: near.min().map { "Did you mean \($0)? \(remedy)" })
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
