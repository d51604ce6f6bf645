import Jinja
import OrderedJSON
import Synchronization

/// Vendors' words that filters need: spellings of interface names, forms of hardware addresses.
struct NameTables: Sendable {
  /// The long name of every known spelling.
  var longNames: [String: String] = [:]
  /// The short form of long names.
  var shortNames: [String: String] = [:]
  /// Forms of hardware addresses by the name that `hwaddr` knows them by.
  var hardwareForms: [String: HardwareForm] = [:]

  /// What is wrong with the file, in one sentence.
  struct Damage: Error {
    var message: String
  }

  /// Reads `{"interfaces": {LONG: {"short": …, "spellings": […]}}, "hardware_addresses": {NAME: {"digits": 4, …}}}`.
  init(json: [UInt8]) throws(Damage) {
    let document: JSON
    do {
      document = try JSON(parsing: json)
    } catch {
      throw Damage(message: "is no JSON: \(error)")
    }
    for member in document["interfaces"]?.object?.members ?? [] {
      guard member.value.object != nil, let spellings = member.value["spellings"]?.array else {
        throw Damage(message: "has no \"spellings\" for the interface name \(member.name.shown)")
      }
      for spelling in spellings {
        guard let text = spelling.string, longNames.updateValue(member.name, forKey: text) == nil else {
          throw Damage(message: "has a spelling of \(member.name.shown) that is no text or is there twice")
        }
      }
      if let short = member.value["short"]?.string { shortNames[member.name] = short }
    }
    for member in document["hardware_addresses"]?.object?.members ?? [] {
      guard let digits = member.value["digits"]?.integer, [1, 2, 3, 4, 6, 12].contains(digits),
        let separator = member.value["separator"]?.string
      else {
        throw Damage(
          message:
            "needs \"digits\" (1, 2, 3, 4, 6 or 12) and \"separator\" for the form \(member.name.shown)")
      }
      hardwareForms[member.name] = HardwareForm(
        digits: digits, separator: separator, isUpperCase: member.value["upper"]?.bool ?? false,
        isPadded: member.value["padded"]?.bool ?? true)
    }
  }
}

/// The tables of an environment, read when a filter first asks for them.
final class LazyNameTables: Sendable {
  private let json: [UInt8]?
  private let tables = Mutex<NameTables?>(nil)

  init(json: [UInt8]?) { self.json = json }

  /// - Throws: a template error when there is no table, or a damaged one.
  func get(for filter: String) throws(TemplateError) -> NameTables {
    if let ready = tables.withLock({ $0 }) { return ready }
    guard let json else {
      throw .refused(filter, "there is no table of names: templates/_shared/names.json is missing")
    }
    do throws(NameTables.Damage) {
      let read = try NameTables(json: json)
      tables.withLock { $0 = read }
      return read
    } catch {
      throw .refused(filter, "templates/_shared/names.json \(error.message)")
    }
  }
}
