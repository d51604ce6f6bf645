import CloudVPN
import Diagnostics
import SafeFiles
import Yams

/// Settings that a team keeps beside its sites, and a person's own; options and variables win over them.
struct Settings {
  static let fileName = "peerconf.yaml"

  /// One file of settings.
  struct File {
    var path: String
    var values: [CloudSetting: String] = [:]
    /// Requests to the cloud per second, and at once.
    var rate: Int?
    var parallel: Int?
  }

  /// Those that are there, the one that counts first in front.
  var files: [File] = []

  /// The setting from the first file that has it.
  subscript(setting: CloudSetting) -> String? { files.lazy.compactMap { $0.values[setting] }.first }

  var rate: Int? { files.lazy.compactMap(\.rate).first }
  var parallel: Int? { files.lazy.compactMap(\.parallel).first }

  /// Reads `peerconf.yaml` of the workspace, then `$XDG_CONFIG_HOME/peerconf/peerconf.yaml`.
  static func load(root: String, environment: [String: String]) throws -> Settings {
    var files = try [read("\(root)/\(fileName)", isUsersOwn: false)]
    let configuration = environment["XDG_CONFIG_HOME"] ?? environment["HOME"].map { "\($0)/.config" }
    if let configuration { files.append(try read("\(configuration)/peerconf/\(fileName)", isUsersOwn: true)) }
    return Settings(files: files.compactMap(\.self))
  }

  private static func read(_ path: String, isUsersOwn: Bool) throws -> File? {
    guard SafeFile.exists(path) else { return nil }
    var file = File(path: path)
    let bytes = try SafeFile.read(path, limit: 1 << 20)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw InputError("the settings are not valid UTF-8", at: SourcePlace(source: path))
    }
    let node: Node?
    do {
      node = try compose(yaml: text)
    } catch {
      throw InputError("the settings are no YAML: \(error)", at: SourcePlace(source: path))
    }
    guard let node else { return file }
    guard let mapping = node.mapping else {
      throw InputError(
        "the settings must be a mapping of names to values", at: SourcePlace(source: path, line: 1))
    }
    for (key, value) in mapping {
      let place = SourcePlace(source: path, line: key.mark?.line ?? 0, column: key.mark?.column ?? 0)
      guard let name = key.string, let text = value.scalar?.string else {
        throw InputError("a setting must be one plain value", at: place)
      }
      switch name {
      case "rate": file.rate = try number(text, PaceOptions.rates, name, place)
      case "parallel": file.parallel = try number(text, PaceOptions.parallels, name, place)
      default:
        guard let setting = CloudSetting(rawValue: name) else {
          let known = CloudSetting.allCases.map(\.rawValue) + ["rate", "parallel"]
          throw InputError(
            "unknown setting \(name)", at: place, remedy: "Known are \(known.joined(separator: ", ")).")
        }
        guard isUsersOwn || !setting.directsRequests else {
          throw InputError(
            "\(name) does not count here: whoever wrote this folder could lead your keys elsewhere",
            at: place,
            remedy: "Put it into ~/.config/peerconf/\(fileName), or give it as an option or a variable.")
        }
        file.values[setting] = text
      }
    }
    return file
  }

  private static func number(
    _ text: String, _ range: ClosedRange<Int>, _ name: String, _ place: SourcePlace
  ) throws(InputError) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw InputError(
        "\(name) is no whole number from \(range.lowerBound) to \(range.upperBound)", at: place)
    }
    return number
  }
}
