import Foundation
import Testing

@Suite struct RenderExplainTests {
  let site: LocalSite

  init() throws { site = try LocalSite() }

  @Test func `each line has its template, its line there, and the values that went in`() async throws {
    let plain = try await site.run(["render", "berlin.yaml"])
    let run = try await site.run(["render", "berlin.yaml", "--explain"])
    #expect(run.status == 0 && !LocalSite.leaks(run), "\(run.errors)")
    let rows = run.text.split(separator: "\n")
    #expect(rows.first?.split(separator: " ") == ["LINE", "OUTPUT", "TEMPLATE", "VALUES"])
    func row(_ text: String) -> Substring { rows.first { $0.contains(text) } ?? "" }
    let template = try String(
      contentsOfFile: "\(ReadmeTests.root)/templates/huawei-ar/peers.j2", encoding: .utf8)
    let place = template.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.hasPrefix(" remote-address ") }
    let line = try #require(place) + 1
    #expect(
      row(" remote-address ")
        .contains("huawei-ar/peers.j2:\(line)      connections[0].remote.address=192.0.2.10"))
    #expect(row(" rsa encryption-padding oaep ").hasSuffix("(if c.ike.version == 2)"))
    // The key's line is as `render` shows it.
    let key = try #require(plain.text.split(separator: "\n").first { $0.contains("pre-shared-key") })
    let shown = row("pre-shared-key")
    #expect(key.contains("<psk:") && shown.contains(key.prefix(36)))
    #expect(shown.contains("connections[0].key=<psk:"))
    // Every line of the configuration is there, with its number.
    let numbers = rows.compactMap { Int($0.prefix(4).trimmingPrefix { $0 == " " }) }
    #expect(
      numbers == Array(1...plain.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1))
    #expect(rows.allSatisfy { $0.count <= 160 })
  }

  @Test func `JSON has every line with pieces that give its text`() async throws {
    let plain = try await site.run(["render", "berlin.yaml"])
    let run = try await site.run(["render", "berlin.yaml", "--explain", "--format", "json"])
    #expect(run.status == 0 && !LocalSite.leaks(run), "\(run.errors)")
    let head = "{\n  \"schema\": \"peerconf.explain/1\",\n  \"tool\": \"peerconf\",\n  \"version\": "
    #expect(run.text.hasPrefix(head))
    let document = try Explained(run)
    #expect(document.lines.map { $0.text + "\n" }.joined() == plain.text)
    for line in document.lines {
      #expect(line.pieces.map(\.value).joined() == line.text + "\n")
    }
    let key = try #require(document.lines.first { $0.text.contains("pre-shared-key") })
    let piece = try #require(key.pieces.first { $0.source != nil })
    #expect(piece.template == "huawei-ar/peers.j2" && piece.line == 12 && piece.source == "c.key")
    #expect(piece.value.contains(/^<psk:[0-9a-f]{10}>$/))
    #expect(piece.variables?.map(\.path) == ["connections[0].key"])
    #expect(piece.variables?.first?.value == piece.value)
    #expect(piece.way?.map(\.kind) == ["include", "loop"])
    #expect(piece.way?.last?.variables?.first?.path == "connections[0]")
  }

  @Test func `keys that a template or an intent holds in clear show nowhere`() async throws {
    let keys = [
      "CANARY_literal_77", "CANARY_short", "CANARY_in_a_set", "CANARY_argument_1", "CANARY_condition",
    ]
    try site.folder.write(
      """
      {% macro user(name, password) %}
       local-user {{ name }} password irreversible-cipher {{ password }}
      {% endmacro %}
      {% set word = "CANARY_in_a_set" %}
      aaa
       local-user a password irreversible-cipher CANARY_literal_77
       local-user b password irreversible-cipher {{ "CANARY_" ~ "short" }}
       local-user c password irreversible-cipher {{ word }}
      {{ user("d", "CANARY_argument_1") -}}
      {% if "CANARY_condition" != word %}
       local-user e password irreversible-cipher CANARY_condition
      {% endif %}
      #
      interface NULL0
       description not CANARY_literal_77 {{ "CANARY_argument" ~ "_1" }} {{ word }} \(LocalSite.key)
      #

      """, to: "templates/huawei-ar/routes.j2")
    for format in ["text", "json"] {
      let run = try await site.run(["render", "berlin.yaml", "--explain", "--format", format])
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.text.contains("huawei-ar/routes.j2") && run.text.contains("local-user"))
      for key in keys + [LocalSite.key] { #expect(!run.text.contains(key), "\(format): \(key)") }
      #expect(!LocalSite.leaks(run), "\(format)")
    }
    #expect(try site.leakingFiles(except: ["running.cfg", "templates/huawei-ar/routes.j2"]) == [])
  }

  @Test func `the example of the documentation is real`() async throws {
    let document = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../docs/templates.md"),
      encoding: .utf8)
    let example = try #require(document.split(separator: "```text\nLINE").dropFirst().first)
    let rows = ("LINE" + example).prefix(while: { $0 != "`" }).split(separator: "\n")
    #expect(rows.count > 3)
    let run = try await site.run(["render", "berlin.yaml", "--explain"], withKey: false)
    let real = Set(run.text.split(separator: "\n"))
    for row in rows { #expect(real.contains(row), "\(row)") }
  }

  @Test func `explain only prints`() async throws {
    for wrong in [["-o", "x.cfg"], ["--show-keys"]] {
      #expect(try await site.run(["render", "berlin.yaml", "--explain"] + wrong).status == 64)
    }
    let json = try await site.run(["render", "berlin.yaml", "--format", "json"])
    #expect(json.status == 64 && json.errors.contains("--explain"))
    #expect(!site.folder.exists("x.cfg"))
  }

  @Test func `a key that is not at hand shows where it is kept`() async throws {
    let run = try await site.run(["render", "berlin.yaml", "--explain"], withKey: false)
    #expect(run.status == 0 && run.text.contains("connections[0].key=<psk:env:PEERCONF_PSK_BERLIN>"))
  }
}

/// The document `peerconf.explain/1`.
private struct Explained: Decodable {
  struct Variable: Decodable {
    var name, path, value: String
  }

  struct Step: Decodable {
    var kind, template: String
    var line: Int
    var variables: [Variable]?
  }

  struct Piece: Decodable {
    var template: String
    var line: Int
    var source: String?
    var value: String
    var variables: [Variable]?
    var way: [Step]?
  }

  struct Line: Decodable {
    var line: Int
    var text: String
    var pieces: [Piece]
  }

  var lines: [Line]

  init(_ run: Finished) throws { self = try JSONDecoder().decode(Explained.self, from: Data(run.output)) }
}
