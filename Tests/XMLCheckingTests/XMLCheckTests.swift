import Testing
import XMLChecking

@Suite struct XMLCheckTests {
  static func complaint(_ text: String) -> XMLCheck.Complaint? {
    XMLCheck.complaint(about: Array(text.utf8)[...])
  }

  @Test(arguments: [
    "<a/>", "<?xml version=\"1.0\"?>\n<a><b x='1'>t &amp; u</b><!-- c --><![CDATA[<]]></a>\n",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>ü</a>",
  ])
  func `A well-formed document has no fault`(_ text: String) {
    #expect(Self.complaint(text) == nil)
  }

  @Test(arguments: [
    ("<a>\n<b>\n</a>", 3, "the end tag is another element's"),
    ("<a>\n  <b>", 2, "the document ends too early, or something stands behind its end"),
    ("<a>\n\nsecret & key</a>", 3, "a name is missing (write a plain '&' as '&amp;')"),
    ("<a>&nbsp;</a>", 1, "an entity is not declared (write a plain '&' as '&amp;')"),
    ("<a b='1' b='2'/>", 1, "an element has one attribute twice"),
    ("<a/>\n<b/>", 2, "the document ends too early, or something stands behind its end"),
    ("", 1, "the document is empty"),
  ])
  func `The first fault is told with its line`(_ text: String, _ line: Int, _ reason: String) {
    let complaint = Self.complaint(text)
    #expect(complaint?.line == line)
    #expect(complaint?.reason == reason)
  }

  @Test func `Nothing of the document is in a complaint`() {
    for text in [
      "<a>pass&CANARY;</a>", "<CANARY></b>", "<a CANARY></a>", "<a>&#xCANARY;</a>",
      "<a CANARY='1' CANARY='2'/>",
    ] {
      let complaint = Self.complaint(text)
      #expect(complaint != nil)
      #expect(complaint?.reason.contains("CANARY") == false)
    }
  }

  @Test func `Bytes that the declared encoding does not have are a fault with its name`() {
    let text =
      Array("<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n<a>B".utf8) + [0x81] + Array("ro</a>".utf8)
    #expect(
      XMLCheck.complaint(about: text[...])?.reason
        == "bytes are not in the encoding that the document has or declares")
  }

  @Test func `Bytes in another encoding than the declared one are a fault`() {
    let text = Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a>B".utf8) + [0xFC] + Array("ro</a>".utf8)
    let complaint = XMLCheck.complaint(about: text[...])
    #expect(complaint?.line == 2)
    #expect(complaint?.reason == "a character is not allowed in XML, or not in the encoding of the document")
  }

  @Test func `A document that is far too deep ends with a complaint`() {
    let text = String(repeating: "<a>", count: 1_000_000)
    #expect(Self.complaint(text)?.line == 1)
  }

  @Test func `A fault in a later chunk has its line`() {
    let text = "<a>" + String(repeating: "<b>text</b>\n", count: 20_000) + "</c>"
    #expect(Self.complaint(text)?.line == 20_001)
  }
}
