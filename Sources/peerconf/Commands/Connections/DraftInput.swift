import ArgumentParser
import CloudVPN
import Diagnostics
import Documents
import Foundation
import OrderedJSON
import SafeFiles
import Secrets

/// The connections that a change is about, read, checked, and with their keys.
struct DraftInput {
  var drafts: [ConnectionDraft]

  /// A request is some kilobytes.
  private static let sizeLimit = 1 << 20

  /// Reads a file; errors in it end the command, everything else is shown.
  init(file: String, for purpose: ConnectionDrafts.Purpose) throws {
    let document = try DraftInput.document(file)
    self.init(drafts: try DraftInput.accept(ConnectionDrafts(document, for: purpose)))
  }

  /// Takes `path=value` from the command line.
  init(settings: [MemberSetting]) throws {
    let places = { (paths: [MemberPath]) in paths.map { _ in SourcePlace(source: "--set") } }
    self.init(
      drafts: try DraftInput.accept(
        ConnectionDrafts(MemberSetting.document(settings), for: .update, places: places)))
  }

  private init(drafts: [ConnectionDraft]) { self.drafts = drafts }

  private static func accept(_ read: ConnectionDrafts) throws -> [ConnectionDraft] {
    StandardError.write(Printable.text(Report.text(read.findings)))
    guard !read.drafts.isEmpty else { throw Process.Ending(outcome: .badInput) }
    return read.drafts
  }

  private static func document(_ file: String) throws -> DocumentText {
    let bytes: [UInt8]
    if file == "-" {
      guard let content = try StandardInput.read(limit: sizeLimit) else {
        throw InputError("the request on stdin is larger than \(sizeLimit >> 20) MiB")
      }
      bytes = content
    } else {
      bytes = try SafeFile.read(file, limit: sizeLimit)
    }
    do throws(InputError) {
      return try DocumentText(bytes, source: file)
    } catch {
      // The line could hold a key that somebody wrote into the file.
      var error = error
      error.excerpt = nil
      throw error
    }
  }

  /// Fetches the keys and checks them; without `runsPrograms` those behind `cmd:` stay where they are.
  ///
  /// - Throws: `SecretError` for a key that cannot be had, `Process.Ending` for one that the cloud does not take.
  mutating func fetchKeys(runsPrograms: Bool) throws {
    let resolver = SecretResolver(environment: ProcessInfo.processInfo.environment)
    var findings: [Finding] = []
    for index in drafts.indices {
      guard let reference = drafts[index].keyReference else { continue }
      if !runsPrograms, case .command = reference.source {
        StandardError.note("the key's program is not run now: \(Printable.text(reference.text))")
        continue
      }
      let key = try resolver.resolve(reference)
      findings += KeyForm.findings(on: key, of: reference)
      drafts[index].key = key
    }
    StandardError.write(Printable.text(Report.text(findings)))
    if findings.contains(where: { $0.severity == .error }) { throw Process.Ending(outcome: .badInput) }
  }
}

/// One `--set member=value`, the member as a path: `ikepolicy.lifetime_seconds=43200`.
struct MemberSetting: ExpressibleByArgument {
  let path: [String]
  let value: JSON

  /// The value is JSON where it looks like it (numbers, `true`, lists, objects), else a text.
  init?(argument: String) {
    guard let mark = argument.firstIndex(of: "=") else { return nil }
    path = argument[..<mark].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard !path.contains(""), path.count <= 4 else { return nil }
    let text = String(argument[argument.index(after: mark)...])
    value = (try? JSON(parsing: text, depthLimit: 10)) ?? .string(text)
  }

  /// The members of all settings as one object; of a member set twice the last value counts.
  static func document(_ settings: [MemberSetting]) -> JSON {
    var document = JSONObject()
    for setting in settings { insert(setting.value, at: setting.path[...], into: &document) }
    return .object(document)
  }

  private static func insert(_ value: JSON, at path: ArraySlice<String>, into object: inout JSONObject) {
    guard let name = path.first else { return }
    guard path.count > 1 else {
      object[name] = value
      return
    }
    var inner = object[name]?.object ?? JSONObject()
    insert(value, at: path.dropFirst(), into: &inner)
    object[name] = .object(inner)
  }
}
