/// The statements of a platform, compiled so that a whole file is matched in one walk.
package struct Grammar: Sendable {
  /// All rules in pre-order; the index is a rule's number everywhere.
  package let rules: [GrammarRule]
  /// The word that negates.
  package let negation: String
  /// Whether a quoted text with blanks is one word.
  package let quotes: Bool
  /// That quote.
  package let quote: UInt8
  /// Whether what identifies a statement is enough to take it away, as where commands are whole paths.
  package let removesByIdentity: Bool
  /// Numbers of the rules whose lines keep the device from changing what they hold (`locks`).
  package let lockRules: Set<Int>
  /// Numbers of the rules whose sections the device makes with an object (`comes_with`).
  package let companionRules: Set<Int>
  /// Numbers of the rules whose lines are in force while they are not printed (`standard`).
  package let standardRules: Set<Int>
  let table: PatternTable
  let sets: [RuleSet]
  let negationWord: [UInt8]
  /// The sign between a name and its value, as good as a blank; `nil` where there is none.
  let assignment: UInt8?
  /// For every rule: its `defaults` as matched lines.
  private(set) var defaultLines: [[LineMatch]] = []

  /// Compiles the rules of a platform.
  ///
  /// A template line with an unknown placeholder is refused.
  package init(_ statements: [StatementRule], syntax: Syntax) throws(PatternError) {
    var statements = statements
    // Menus are always there.
    if case .pathCommands = syntax {
      for rule in statements.indices { statements[rule].removal = .impossible }
    }
    try self.init(
      statements, negation: syntax.negation, quotes: syntax.quotes, assignment: syntax.assignment,
      quote: syntax.traits.quote, removesByIdentity: syntax.hasPaths)
  }

  /// The same without a syntax; where nothing negates, `negation` is empty.
  package init(
    _ statements: [StatementRule], negation: String, quotes: Bool, assignment: String = "",
    quote: UInt8 = 0x22, removesByIdentity: Bool = false
  ) throws(PatternError) {
    var compiler = GrammarCompiler(negation: negation)
    let root = try compiler.add(statements, parent: nil)
    precondition(root == 0, "the first set is that of the top level")
    rules = compiler.rules
    lockRules = Set(rules.indices.filter { compiler.rules[$0].statement.locks })
    companionRules = Set(rules.indices.filter { compiler.rules[$0].statement.comesWith != nil })
    standardRules = Set(rules.indices.filter { compiler.rules[$0].statement.standard })
    table = compiler.table
    sets = compiler.sets
    self.negation = negation
    self.removesByIdentity = removesByIdentity
    negationWord = negation.utf8.map(Words.lower)
    self.quotes = quotes
    self.quote = quote
    self.assignment = assignment.utf8.first
    defaultLines = rules.map { _ in [] }
    for (index, rule) in rules.enumerated() {
      defaultLines[index] = rule.statement.defaults.map { match(Array($0.utf8), under: index) }
    }
  }

  /// The lines that are in force in a section of this rule while they are not printed.
  package func defaults(of rule: Int) -> [LineMatch] { defaultLines[rule] }
}

/// A rule and its place in the grammar.
package struct GrammarRule: Sendable {
  /// What the platform says about it.
  package let statement: StatementRule
  /// The rule of the section that it stands in.
  package let parent: Int?
  /// Names of its captures; a capture's index is its slot.
  package let captureNames: [String]
  /// Slots of captures that hold keys.
  package let secretSlots: [Int]
  let children: Int
  let removal: LineTemplate?
  let prints: LineTemplate?
}

/// Sibling rules, found by the first word of a line.
struct RuleSet: Sendable {
  /// How a rule may be spelled: its pattern, or a form of its removal.
  struct Candidate: Sendable {
    var rule: Int32
    var steps: Range<Int32>
    var form: LineMatch.Form
    /// Whether the pattern takes any words that are left.
    var isOpenEnded: Bool

    /// The order in which a negated line is tried: a rule that takes any words must not take the removal that
    /// another rule spells out.
    fileprivate var rank: (Int, Int32) {
      (form == .full ? (isOpenEnded ? 3 : 0) : Int(form.rawValue), rule)
    }
  }

  /// What a line with a certain first word may be, in the order in which it is tried.
  struct Candidates: Sendable {
    /// Of a line as it stands, in order of the rules.
    private(set) var positive: [Candidate] = []
    /// Of a line behind the negation.
    private(set) var negated: [Candidate] = []

    fileprivate init(_ all: [Candidate]) {
      // A removal is spelled more closely than what it removes: `set as off` is no `set as {number}`.
      positive = all.filter { $0.form == .full || $0.form == .command }
        .sorted { ($1.form, $0.rule) < ($0.form, $1.rule) }
      negated = all.filter { $0.form != .command }.sorted { $0.rank < $1.rank }
    }
  }

  /// Candidates of a first word, and those that any first word may begin.
  private var byWord: [[UInt8]: [Candidate]] = [:]
  private var open: [Candidate] = []
  /// The same by a hash of the word, which a lookup needs no array for.
  private var byHash: [UInt64: Candidates] = [:]
  private var sealedOpen = Candidates([])

  /// Files a candidate under its first words; `nil` for a pattern that begins with a capture or an option.
  mutating func add(_ candidate: Candidate, firstWords: [[UInt8]]?) {
    guard let firstWords else {
      for word in byWord.keys { byWord[word]?.append(candidate) }
      open.append(candidate)
      return
    }
    for word in Set(firstWords) { byWord[word, default: open].append(candidate) }
  }

  mutating func seal() {
    var lists: [UInt64: [Candidate]] = [:]
    for (word, candidates) in byWord {
      // Two words of one hash share a list: every candidate is checked against the whole line anyway.
      let hash = word.withUnsafeBufferPointer { RuleSet.hash($0, 0..<word.count) }
      lists[hash, default: []] += candidates
    }
    byHash = lists.mapValues(Candidates.init)
    sealedOpen = Candidates(open)
  }

  func candidates(for word: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Candidates {
    byHash[RuleSet.hash(bytes, word)] ?? sealedOpen
  }

  /// FNV-1a over lower-case letters.
  ///
  /// Its keys come from platform files; a device file cannot fill a bucket.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for position in range { hash = (hash ^ UInt64(Words.lower(bytes[position]))) &* 0x100_0000_01B3 }
    return hash
  }
}
