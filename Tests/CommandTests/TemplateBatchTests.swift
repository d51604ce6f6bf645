import Foundation
import Testing

@Suite struct TemplateBatchTests {
  @Test func `results come in order, an error has its class and line, nothing ends the batch`() async throws {
    let cases = [
      #"{"id":"a","templates":{"main":"{% for i in x %}{{ i }},{% endfor %}"},"entry":"main","context":{"x":[1,2.0,"s"]}}"#,
      #"{"id":"b","templates":{"main":"one\n{{ y.z }}"},"entry":"main","context":{},"options":{"undefined":"strict"}}"#,
      #"{"id":"c","templates":{"main":"{% if %}"},"entry":"main","context":{}}"#,
      "no JSON at all",
      #"{"id":"d","templates":{"main":"{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"},"entry":"main","context":{}}"#,
      #"{"id":"e","templates":{},"entry":"main","context":{}}"#,
    ]
    let run = try await Tool.run(
      ["template", "batch"], input: Array((cases.joined(separator: "\n") + "\n").utf8))
    #expect(run.status == 0, "\(run.errors)")
    let results = try run.text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    try #require(results.count == cases.count, "\(run.text)")
    #expect(results[0]["output"] as? String == "1,2.0,s,")
    #expect(results[1]["error"] as? String == "undefined" && results[1]["line"] as? Int == 2)
    #expect(results[2]["error"] as? String == "syntax" && results[2]["line"] as? Int == 1)
    #expect(results[3]["ok"] as? Bool == false)
    #expect(results[4]["error"] as? String == "runtime")
    #expect(results[5]["error"] as? String == "notfound")
  }
}
