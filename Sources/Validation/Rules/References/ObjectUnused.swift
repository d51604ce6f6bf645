import ConfigTree
import Diagnostics

/// An object is defined and nothing needs it.
struct ObjectUnused: Rule {
  let id = "object-unused"
  let severity = Severity.warning
  let title = "Every object that only others can put to use is named by one of them."
  let why =
    "What is left over confuses whoever reads the file next, and often shows that a reference was mistyped."
  let remedy = "Name the object where it belongs, or remove it."
  let example = RuleExample(
    """
    ike-proposal p1
     encryption aes-256
    ike-proposal p9   <-- here
     encryption aes-256
    ike-peer cloud
     address 192.0.2.10
     proposal p1
    ipsec-profile vpn
     peer cloud
    interface tunnel1
     profile vpn
    """)

  func check(_ context: ValidationContext) -> [Finding] {
    let kinds = ObjectUnused.kinds(context)
    let used = Set(context.objects.uses.map(\.object))
    let builtin = Set(
      context.matched.grammar.rules.flatMap(\.statement.refers).flatMap { object in
        object.builtin.map { ConfigObject(kind: object.kind, name: $0) }
      })
    let candidates = context.objects.defined.filter {
      kinds.contains($0.kind) && !used.contains($0) && !builtin.contains($0)
    }
    guard !candidates.isEmpty else { return [] }
    let mentioned = ObjectUnused.unknownWords(context)
    return candidates.compactMap { object in
      // A line that the platform does not know may well use it.
      guard !mentioned.contains(object.name), let node = context.objects.definitions[object]?.first else {
        return nil
      }
      return finding(context, at: node, "Nothing uses the \(object.kind) \(object.name).")
    }
  }

  /// Kinds whose objects do nothing by themselves: owned as a whole, and named by lines of other sections.
  private static func kinds(_ context: ValidationContext) -> Set<String> {
    let rules = context.matched.grammar.rules
    let named = Set(rules.flatMap { $0.statement.refers.map(\.kind) })
    let owned = Set(rules.filter { $0.statement.section == .owned }.compactMap { $0.statement.defines?.kind })
    let others = Set(
      rules.filter { $0.statement.section == .shared }.compactMap { $0.statement.defines?.kind })
    return named.intersection(owned).subtracting(others)
  }

  private static func unknownWords(_ context: ValidationContext) -> Set<String> {
    var words: Set<String> = []
    for (index, node) in context.document.nodes.enumerated()
    where node.isConfiguration && context.matched.ruleIndex(of: index) == nil {
      for word in context.document.words(of: index) {
        words.insert(String(decoding: context.document.bytes[word], as: UTF8.self))
      }
    }
    return words
  }
}
