import Foundation
import Jinja
import OrderedJSON
import Testing

/// Answers as recorded from the Python filters by `Fixtures/make_cases.py`.
///
/// `PEERCONF_NETWORK_CASES` names a larger record that is compared as well.
@Suite struct OriginalsTests {
  static let records: [JSON] = {
    let files = [
      Rendering.folder.appending(path: "Fixtures/cases.json").path(),
      ProcessInfo.processInfo.environment["PEERCONF_NETWORK_CASES"],
    ]
    return files.compactMap { path in
      guard let path, let data = FileManager.default.contents(atPath: path) else { return nil }
      return try? JSON(parsing: [UInt8](data))
    }
  }()

  static let filters = records.first?["cases"]?.object?.members.map(\.name) ?? []

  @Test func `every filter has cases`() {
    #expect(OriginalsTests.filters.count == 63)
    for filter in OriginalsTests.filters {
      #expect(OriginalsTests.records.first?["cases"]?[filter]?.array?.count ?? 0 >= 40, "\(filter)")
    }
  }

  @Test(arguments: filters)
  func `answers are the original's`(_ filter: String) throws {
    let source = "{{ value | \(filter)(*args, **kwargs) | tojson }}"
    let template = try Rendering.environment.template(source: Array(source.utf8))
    var differences: [String] = []
    var count = 0
    for record in OriginalsTests.records {
      for one in record["cases"]?[filter]?.array ?? [] {
        count += 1
        let parts = try #require(one.array)
        let context: JSON = .object(["value": parts[0], "args": parts[1], "kwargs": parts[2]])
        let wanted = parts[3].string == "ok" ? parts[4] : nil
        let answer: JSON?
        var message = ""
        do throws(TemplateError) {
          let output = try template.render(Value(context))
          answer = try? JSON(parsing: output)
        } catch {
          answer = nil
          message = error.message
          #expect(error.kind == .runtime && !message.isEmpty)
        }
        if answer != wanted {
          differences.append(
            "\(one.text(.compact)) not \(answer?.text(.compact) ?? "an error: \(message)")")
        }
      }
    }
    #expect(
      differences.isEmpty,
      "\(differences.count) of \(count): \(differences.prefix(6).joined(separator: "\n"))")
  }
}
