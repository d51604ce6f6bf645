import ConfigTree
import Testing

@testable import ConfigDiff

/// Devices that keep one XML document: a change is spliced into it, and no other byte is touched.
@Suite struct ElementMergeTests {
  private let syntax = Syntax.xml(XMLSyntax())
  private let grammar: Grammar

  init() throws {
    let statements = [
      try rule(
        "config", .shared,
        [
          try rule(
            "ipsec", .shared,
            [
              try rule(
                "phase1 ikeid <id>", .owned,
                [
                  try rule("encryption", .owned, [try rule("item", .owned, [try rule("<name> [{value}]")])]),
                  try rule("<name> [{value}]"),
                ]),
              try rule("enable"),
            ]),
          try rule(
            "gateways", .shared, [try rule("item @uuid <id>", .owned, [try rule("<name> [{value}]")])]),
          try rule("other"),
        ])
    ]
    grammar = try Grammar(statements, syntax: syntax)
  }

  private func read(_ text: String) -> MatchedDocument {
    grammar.match(syntax.parse(Array(text.utf8), source: "config.xml"))
  }

  private func merged(_ running: String, _ intended: String) -> String {
    let diff = TreeDiff(running: read(running), intended: read(intended))
    let plan = ChangePlan(diff, syntax: syntax)
    let bytes = plan.files?.apply ?? []
    let text = String(decoding: bytes, as: UTF8.self)
    let after = TreeDiff(running: read(text), intended: read(intended))
    #expect(after.isEmpty, "\(after.text())")
    #expect(read(text).document.notes.isEmpty)
    #expect(plan.files?.rollback == Array(running.utf8))
    return text
  }

  private let intended = """
    <config>
      <ipsec>
        <phase1>
          <ikeid>7</ikeid>
          <descr>Cloud &amp; more</descr>
          <encryption><item><name>aes</name></item></encryption>
        </phase1>
      </ipsec>
      <gateways>
        <item uuid="a-1">
          <name>cloud</name>
        </item>
      </gateways>
    </config>

    """

  @Test func `an element is spliced in behind its like`() {
    let running = """
      <?xml version="1.0"?>
      <config>
      \t<version>1</version>
      \t<ipsec>
      \t\t<phase1>
      \t\t\t<ikeid>1</ikeid>
      \t\t</phase1>
      \t\t<client/>
      \t</ipsec>
      \t<gateways>
      \t\t<item uuid="x"><name>wan</name></item>
      \t</gateways>
      \t<!-- kept -->
      </config>

      """
    let text = merged(running, intended)
    #expect(text.contains("\t\t</phase1>\n\t\t<phase1>\n"))
    #expect(text.contains("<descr>Cloud &amp; more</descr>"))
    for line in running.split(separator: "\n") { #expect(text.contains(line)) }
  }

  @Test(arguments: [
    "<config/>\n", "<config></config>\n", "<config><ipsec/><gateways></gateways></config>",
    "<config>\n  <ipsec/>\n</config>\n",
    "<config><ipsec><phase1><descr>old</descr><ikeid>7</ikeid><mode>main</mode></phase1></ipsec></config>",
    "<config>\r\n\t<gateways>\r\n\t\t<item uuid=\"a-1\"><name>old</name></item>\r\n\t</gateways>\r\n</config>\r\n",
  ])
  func `whatever the document looks like, the change is in it`(_ running: String) {
    let text = merged(running, intended)
    #expect(text.contains("<ikeid>7</ikeid>"))
    #expect(!text.contains("<mode>"))
    #expect(!text.contains("old"))
  }

  @Test func `a value is changed where it stands`() {
    let running = intended.replacing("Cloud &amp; more", with: "<![CDATA[a < b]]>").replacing(
      "aes", with: "des")
    #expect(merged(running, intended) == intended)
    #expect(merged(intended, intended) == intended)
  }
}
