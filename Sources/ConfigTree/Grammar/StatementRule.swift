/// What a platform knows about one kind of statement: how it is identified, replaced, removed and ordered,
/// what it names and what it needs.
///
/// A rule is data, read from the `statements` list of a platform file. Rules of one parent are tried in
/// order, the first whose pattern matches wins. A statement that no rule matches is still a statement: its
/// identity is its whole text and its removal is the platform's negation in front of it.
package struct StatementRule: Sendable, Hashable {
  /// Stable name by which other parts of a platform file and validation rules speak of it.
  package var id: String?
  /// The form of the line; its literals and `<captures>` identify the statement, its `{captures}` are the value.
  package var pattern: StatementPattern
  /// What its children mean; `nil` for a statement that has none.
  package var section: Section?
  /// The object that this statement brings into being.
  package var defines: ObjectName?
  /// The objects that this statement needs.
  package var refers: [ObjectName] = []
  /// How one line removes it, with `<name>` and `{name}` standing for captures; `nil`: negation and full line.
  package var removal: Removal = .negated
  /// How a new value takes the place of an old one of equal identity.
  package var replacement: Replacement = .inPlace
  /// Whether the place among siblings of the same rule is part of the meaning (access list entries).
  ///
  /// Such statements are compared by identity and order; their value captures are not compared.
  package var ordered = false
  /// For `ordered`: the value capture that holds an entry's number, by which the device sorts and which may
  /// be left out when typing.
  ///
  /// The number itself is not compared.
  package var sequence: String?
  /// Whether the negated statement is a state of its own that a saved configuration prints (`no ip address`);
  /// otherwise negating it removes it and nothing is printed.
  package var negatable = false
  /// Whether the device holds to what the statement says while nothing is printed, and prints it only where a setting
  /// elsewhere makes it say so.
  package var standard = false
  /// The object with which the device makes this section and takes it away (the interface of a tunnel).
  package var comesWith: ObjectName?
  /// What only one statement of the device can have, whatever its rule (the address of an interface): a new one is
  /// refused until the old one is gone.
  package var exclusive: ObjectName?
  /// Whether the device writes it by itself (an identifier): having one is no difference.
  package var automatic = false
  /// Whether removing the object that it defines also removes, in the same top-level section, the statements that
  /// refer to it.
  package var cascades = false
  /// Whether the device takes no change of what this statement runs while it is there: of the sections that define the
  /// objects it refers to, or, where it refers to none, of the section that it stands in (a probe that is started).
  package var locks = false
  /// Whether it switches off what it names, or where it names nothing, the section that it stands in (`shutdown`).
  package var switchesOff = false
  /// Whether a new one is to stand before all others of its section, where their order counts.
  package var first = false
  /// Whether a section can have one statement of this rule only, whatever its identity (one BGP process a device).
  package var single = false
  /// The line that the device prints after this section, at the header's own indentation, and that leaves the
  /// section when typed (`exit-address-family`).
  package var closer: String?
  /// How the device prints the line, when it differs from what may be typed; same placeholders as `removal`.
  package var prints: String?
  /// Captures that hold a key, password or community.
  package var secrets: [String] = []
  /// Captures that say how the key is written (`cipher`, `simple`).
  ///
  /// They are no part of the value: a device prints the key in another form than it was typed in.
  package var keyForms: [String] = []
  /// Identities of siblings that the device wipes when this statement is set, as literal line prefixes
  /// (binding an interface to a routing instance drops its addresses).
  package var wipes: [String] = []
  /// What the line says in neutral words: a fact, and the captures that hold it, here or in the sections around.
  package var says: [Saying] = []
  /// Why a change of this statement interrupts traffic; `nil` when it does not.
  package var disruptive: String?
  /// Rules for the children.
  package var children: [StatementRule] = []
  /// Child lines that are in force while no statement of the same identity is present, and that a saved
  /// configuration does not print.
  package var defaults: [String] = []

  package init(pattern: StatementPattern) { self.pattern = pattern }

  /// To whom the children of a section belong.
  package enum Section: String, Sendable, Hashable {
    /// The whole section belongs to whoever mentions it: children that are not intended are removed.
    case owned
    /// Others live here too: only the children that are mentioned are touched.
    case shared
  }

  /// An object by kind and name: `("ipsec-profile", <name>)`.
  package struct ObjectName: Sendable, Hashable {
    /// Neutral word for the name space, for example `transform-set`.
    package var kind: String
    /// Captures whose texts, joined with a blank, are the name.
    ///
    /// A single rest-of-line capture in `refers` names one object a word. A capture that the line does not
    /// have: no object.
    package var captures: [String]
    /// A name that the device brings along, so a reference to it is never undefined.
    package var builtin: [String]

    package init(kind: String, captures: [String], builtin: [String] = []) {
      self.kind = kind
      self.captures = captures
      self.builtin = builtin
    }
  }

  /// A fact and the captures that hold it, in order.
  package struct Saying: Sendable, Hashable {
    package var fact: String
    package var captures: [String]

    package init(fact: String, captures: [String]) {
      self.fact = fact
      self.captures = captures
    }
  }

  package enum Removal: Sendable, Hashable {
    /// The platform's negation, then the whole line.
    case negated
    /// A line of its own, for example `no description` or `undo rule <number>`.
    case line(String)
    /// The device cannot remove it (a physical interface): its children are removed one by one.
    case impossible
  }

  package enum Replacement: String, Sendable, Hashable {
    /// Typing the new line replaces the old value.
    case inPlace = "in-place"
    /// The old line must be removed before the new one is typed.
    case removeFirst = "remove-first"
  }
}
