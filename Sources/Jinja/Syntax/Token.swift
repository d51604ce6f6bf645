/// One token of a template, with its place.
struct Token {
  enum Kind {
    case data, variableBegin, variableEnd, blockBegin, blockEnd
    case name, string, integer, float
    case add, sub, mul, div, floorDiv, mod, pow, tilde
    case equal, notEqual, greater, greaterEqual, less, lessEqual
    case assign, dot, colon, pipe, comma, semicolon
    case leftParen, rightParen, leftBracket, rightBracket, leftBrace, rightBrace
    case endOfTemplate
  }

  var kind: Kind
  /// A name, an unescaped string, the digits of a number; empty for data and operators.
  var text = ""
  /// Byte range of template data.
  var range = 0..<0
  /// Byte offset in the normalised source.
  var offset: Int
  /// Line from 1.
  var line: Int

  func isName(_ name: String) -> Bool { kind == .name && text == name }
}

extension Token {
  /// How an error message names the token.
  var described: String { kind == .name ? text : kind.described }
}

extension Token.Kind {
  var described: String {
    switch self {
    case .data: "template data / text"
    case .variableBegin: "begin of print statement"
    case .variableEnd: "end of print statement"
    case .blockBegin: "begin of statement block"
    case .blockEnd: "end of statement block"
    case .endOfTemplate: "end of template"
    case .name: "name"
    case .string: "string"
    case .integer: "integer"
    case .float: "float"
    default: Token.Kind.operators.first { $0.kind == self }?.text ?? "operator"
    }
  }

  /// Longest first, as they are matched.
  static let operators: [(text: String, kind: Token.Kind)] = [
    ("//", .floorDiv), ("**", .pow), ("==", .equal), ("!=", .notEqual), (">=", .greaterEqual),
    ("<=", .lessEqual), ("+", .add), ("-", .sub), ("/", .div), ("*", .mul), ("%", .mod), ("~", .tilde),
    ("[", .leftBracket), ("]", .rightBracket), ("(", .leftParen), (")", .rightParen), ("{", .leftBrace),
    ("}", .rightBrace), (">", .greater), ("<", .less), ("=", .assign), (".", .dot), (":", .colon),
    ("|", .pipe), (",", .comma), (";", .semicolon),
  ]
}

/// Tokens up to the first lexical error, which is thrown when the parser gets there, not before.
struct TokenList {
  var tokens: [Token] = []
  var failure: TemplateError?
}
