import Jinja
import Testing

@Suite struct QuotingTests {
  @Test(arguments: [
    (#"'a"b' | quoted"#, #""a\"b""#), (#"'a\\b' | quoted"#, #""a\\b""#), ("'' | quoted", #""""#),
    (#"'it\'s' | quoted("'", "'")"#, "'it''s'"),
    ("'plain' | quote_if_needed", "plain"), ("'two words' | quote_if_needed", #""two words""#),
    ("'' | quote_if_needed", #""""#), ("'a?b' | quote_if_needed('?')", #""a?b""#),
    (#"'a"b' | quote_if_needed('?')"#, #""a\"b""#), ("'a b' | quote_if_needed('?')", "a b"),
    ("'a?b' | escape_chars('?')", #"a\?b"#), ("'a?b' | escape_chars('?', '^V')", "a^V?b"),
    ("'ab' | refuse_chars('?')", "ab"), ("12 | quoted", #""12""#),
  ])
  func `values are written as devices want them`(_ expression: String, _ expected: String) throws {
    #expect(try Rendering.text(expression) == expected)
  }

  @Test(arguments: [
    #"'a\nb' | quoted"#, #"'a\rb' | quote_if_needed"#, #"'a\x00' | escape_chars('?')"#,
    #"'a\u2028b' | quoted"#,
    "'a?b' | refuse_chars('?')", "'a' | quoted('')",
  ])
  func `what no quoting makes harmless is an error`(_ expression: String) {
    #expect(Rendering.failure(expression)?.kind == .runtime)
  }

  @Test func `a refused key is not shown`() throws {
    let message = try #require(Rendering.failure("'topsecret?' | refuse_chars('?', what='the key')")?.message)
    #expect(message.contains("the key has the character '?'") && !message.contains("topsecret"))
  }
}
