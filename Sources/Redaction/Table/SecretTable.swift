import ConfigTree
package import PlatformModel

/// A platform's table of secrets, made ready once for any number of files.
package struct SecretTable: Sendable {
  /// The rows, the table's own first.
  package let rows: [SecretRow]
  let matchers: [Matcher]
  /// Names of the captures of each row, by slot.
  let names: [[String]]
  /// Names of properties, by row.
  let properties: [[UInt8]]
  /// All patterns.
  let code: PatternCode
  /// Conditions of rows, and other lists of patterns.
  let patterns: [PatternCode.Pattern]
  let encodings: ValueEncodings
  let automaton: WordAutomaton
  /// Rows that a word of the automaton speaks for.
  let rowsByWord: [[Int]]
  /// What a word makes of a line.
  let meanings: [Meaning]
  /// The word that addresses with a password in them have.
  let addressWord: Int?
  /// Rows by the name of the innermost element.
  let rowsByElement: [[UInt8]: [Int]]
  let layout: LineLayout
  /// Whether any row asks for a section.
  let needsSections: Bool
  /// Whether files are XML documents.
  package let isXML: Bool

  /// What the automaton's finding a word means.
  struct Meaning: Sendable {
    /// Whether rows of the table are to be tried.
    var hasRows: Bool
    /// Whether it makes the line suspicious.
    var suspicion: Suspicion

    enum Suspicion: UInt8, Sendable {
      case none
      /// Only where a word of the file ends with it: `key` and not `keyboard`.
      case atEnd
      /// There, and where a name goes on behind it: `secret-thing`.
      case inName
      case always
    }
  }

  /// A row in the form in which it is matched.
  struct Matcher: Sendable {
    enum Kind: UInt8, Sendable { case line, property, element, block }

    var kind: Kind
    /// Whether the pattern may begin at any word.
    var isAnywhere = false
    var pattern = PatternCode.Pattern(start: 0, end: 0, wordCount: 0)
    /// Bits of the captures that hold secrets.
    var secrets: UInt64 = 0
    /// The sections in which it counts: places in ``SecretTable/patterns``.
    var sections: Range<Int32> = 0..<0
  }

  /// The table of a platform; `nil`: the net alone, for files of no known platform.
  package init(_ platform: Platform?) {
    rows = platform?.allSecrets ?? []
    encodings = ValueEncodings(platform?.keyEncodings ?? [])
    if case .xml? = platform?.syntax { isXML = true } else { isXML = false }
    var code = PatternCode()
    var patterns: [PatternCode.Pattern] = []
    var matchers: [Matcher] = []
    var allNames: [[String]] = []
    var properties: [[UInt8]] = []
    var words: [[UInt8]: [Int]] = [:]
    var elements: [[UInt8]: [Int]] = [:]
    for (index, row) in rows.enumerated() {
      var matcher = Matcher(kind: .line)
      var anchors: [[UInt8]] = []
      var names: [String] = []
      switch row.place {
      case .line(let pattern, let captures), .words(let pattern, let captures):
        if case .words = row.place { matcher.isAnywhere = true }
        matcher.pattern = code.add(pattern)
        names = pattern.captureNames
        for name in captures { names.firstIndex(of: name).map { matcher.secrets |= 1 << UInt64($0 & 63) } }
        anchors = pattern.anchors(suspicious: SecretNet.isStem)
      case .property(let name):
        matcher.kind = .property
        anchors = [Array(name.utf8)]
      case .element(let path):
        matcher.kind = .element
        if let last = path.last { elements[last.utf8.map(SecretBytes.lower), default: []].append(index) }
      case .block(let pattern, _):
        matcher.kind = .block
        matcher.pattern = code.add(pattern)
        anchors = pattern.anchors(suspicious: SecretNet.isStem)
      }
      let start = Int32(patterns.count)
      for section in row.sections { patterns.append(code.add(section)) }
      matcher.sections = start..<Int32(patterns.count)
      matchers.append(matcher)
      allNames.append(names)
      properties.append(matcher.kind == .property ? anchors[0].map(SecretBytes.lower) : [])
      for word in Set(anchors.map { $0.map(SecretBytes.lower) }) { words[word, default: []].append(index) }
    }
    layout = LineLayout(platform?.syntax, &code)
    names = allNames
    self.properties = properties
    self.code = code
    self.patterns = patterns
    self.matchers = matchers
    rowsByElement = elements
    needsSections = rows.contains { !$0.sections.isEmpty }
    let suspicious = Set(SecretNet.stems)
    let list = Set(words.keys).union(suspicious).sorted { $0.lexicographicallyPrecedes($1) }
    automaton = WordAutomaton(list)
    rowsByWord = list.map { words[$0] ?? [] }
    let names = Set(SecretNet.names)
    let inNames = Set(SecretNet.longNames)
    meanings = list.map { word in
      Meaning(
        hasRows: words[word] != nil,
        suspicion: inNames.contains(word)
          ? .inName : names.contains(word) ? .atEnd : suspicious.contains(word) ? .always : .none)
    }
    addressWord = list.firstIndex(of: SecretNet.addressMark)
  }
}

/// What scanning has to know of a syntax of lines.
struct LineLayout: Sendable {
  /// Marks that begin a comment.
  let comments: [[UInt8]]
  /// The word that negates a statement.
  let negation: [UInt8]
  /// First bytes of comments and negations.
  let marksFirst: [Bool]
  /// Beginnings of texts between delimiters.
  let delimited: [PatternCode.Pattern]
  /// First bytes of such lines.
  let delimitedFirst: [Bool]
  /// How sections are told.
  let sections: Sections
  /// Whether a quote may go on over line endings.
  let spansLines: Bool
  /// Whether a semicolon or a brace behind a value is none of it.
  let endsStatements: Bool
  /// Whether a value goes on behind blanks to the end of its statement.
  let valuesHaveBlanks: Bool
  /// Whether a backslash at a line's end goes on in the next line.
  let joinsLines: Bool
  /// Whether `[ a b ]` is a list of words.
  var hasLists: Bool { endsStatements || spansLines }

  enum Sections: Sendable {
    case indentation
    /// Words that open a section, and those that close one.
    case words(open: [[UInt8]], close: [[UInt8]])
    /// The last line that begins so.
    case path([UInt8])
  }

  init(_ syntax: Syntax?, _ code: inout PatternCode) {
    var comments: [String] = []
    var blobs: [IndentedSyntax.BlobRule] = []
    var sections = Sections.indentation
    var spansLines = false
    var joinsLines = false
    var valuesHaveBlanks = false
    var endsStatements = false
    switch syntax {
    case .indented(let parameters):
      comments = parameters.comments
      blobs = parameters.blobs
    case .editBlocks(let parameters):
      comments = parameters.comments
      sections = .words(
        open: [parameters.table, parameters.entry].map { Array($0.utf8) },
        close: [parameters.next, parameters.end].map { Array($0.utf8) })
      spansLines = true
    case .pathCommands(let parameters):
      comments = parameters.comments
      sections = .path(Array(parameters.root.utf8))
      joinsLines = true
    case .braces(let parameters):
      comments = parameters.comments
      valuesHaveBlanks = !parameters.assignment.isEmpty && parameters.terminator.isEmpty
      endsStatements = true
      spansLines = true
    case .pathLines(let parameters):
      comments = parameters.comments
      spansLines = true
    case .xml: spansLines = true
    case nil:
      comments = ["#", "!", "//", ";"]
      // Nothing is known: what could hold the structure together stays.
      spansLines = true
    }
    self.comments = comments.map { Array($0.utf8) }
    self.sections = sections
    self.spansLines = spansLines
    self.joinsLines = joinsLines
    self.valuesHaveBlanks = valuesHaveBlanks
    self.endsStatements = endsStatements
    negation = Array((syntax?.negation ?? "").utf8)
    var marks = [Bool](repeating: false, count: 256)
    for byte in (comments.map { Array($0.utf8) } + [negation]).compactMap(\.first) {
      marks[Int(SecretBytes.lower(byte))] = true
    }
    marksFirst = marks
    let starts = blobs.filter { if case .delimiter = $0.ending { true } else { false } }.map(\.start)
    delimited = starts.map { code.add($0) }
    var first = [Bool](repeating: false, count: 256)
    for start in starts {
      guard case .words(let words)? = start.elements.first else { continue }
      for byte in words.compactMap(\.utf8.first) { first[Int(SecretBytes.lower(byte))] = true }
    }
    delimitedFirst = first
  }
}
