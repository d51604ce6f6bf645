import HashTreeCollections

/// A name that a template declares, by its place.
struct Declaration: Hashable, Sendable {
  enum Kind: Hashable, Sendable { case set, macro, imported, other }

  var template: String
  var offset: Int
  var name: String
  var kind: Kind
}

/// What a name may stand for at one point.
struct Slot: Sendable {
  var declarations: Set<Declaration>
  var origin: Origin
  /// On some ways to this point nothing declared it: then the context is asked.
  var mayBeUnset = false
}

/// What is known at one point of a template: names, and paths that a condition has made sure of.
struct Knowledge: Sendable {
  /// A tree that branches share, so that long templates take time in proportion to their length.
  private(set) var names: TreeDictionary<String, Slot> = [:]
  /// Texts of paths that are there.
  var certain: TreeSet<String> = []
  /// Names that were declared since the branch began.
  private var changed: Set<String> = []
  /// Whether names that nothing declares are looked up in the context.
  var hasContext = true
  /// Inside a macro or a block, which see what the template declares later too.
  var isDeferred = false

  mutating func declare(_ declaration: Declaration, _ origin: Origin) {
    names[declaration.name] = Slot(declarations: [declaration], origin: origin)
    changed.insert(declaration.name)
  }

  /// The same knowledge, where a branch of a condition begins.
  func branch() -> Knowledge {
    var branch = self
    branch.changed = []
    return branch
  }

  /// Goes on after branches of which one was taken.
  mutating func join(_ branches: [Knowledge]) {
    let joined = branches.reduce(into: Set<String>()) { $0.formUnion($1.changed) }
    var certain = branches.first?.certain ?? self.certain
    for branch in branches.dropFirst() { certain.formIntersection(branch.certain) }
    changed.formUnion(joined)
    for name in joined {
      let slots = branches.map { $0.names[name] }
      var slot = Slot(declarations: [], origin: .unknown)
      for known in slots.compactMap(\.self) {
        slot.declarations.formUnion(known.declarations)
        slot.mayBeUnset = slot.mayBeUnset || known.mayBeUnset
      }
      let origins = Set(slots.map { $0?.origin ?? .path(VariablePath(name: name)) })
      if origins.count == 1, let origin = origins.first { slot.origin = origin }
      if slots.contains(where: { $0 == nil }) {
        // `{% if x is not defined %}{% set x = 1 %}{% endif %}` leaves no way without it.
        let isSafe = zip(branches, slots).allSatisfy { $1 != nil || $0.certain.contains(name) }
        if isSafe { certain.insert(name) }
        slot.mayBeUnset = true
      }
      names[name] = slot
    }
    self.certain = certain
  }
}
