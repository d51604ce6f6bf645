import ChangeTicket
import ConfigTree
import Diagnostics
import PlatformModel
import Platforms
import SafeFiles

/// Reads the present configurations of devices, and refuses those that cannot be one of the site's device.
struct DeviceFile: Sendable {
  /// Folder that paths start from.
  let folder: String
  let recogniser: Recogniser

  /// Reads the file of a site.
  ///
  /// - Throws: `InputError` for a file that cannot be read, is empty, is no UTF-8, is of another platform, or is a
  ///   masked copy.
  func read(_ path: String, of device: PreparedPlatform) throws(InputError) -> [UInt8] {
    let source = source(of: path)
    let place = SourcePlace(source: source)
    guard !SafeFile.isDirectory(source) else {
      throw InputError("the device's file is a directory", at: place, remedy: "Name a file in `running`.")
    }
    // Nobody is there to write into a pipe, and waiting for it would hold up the rollout for ever.
    guard !SafeFile.exists(source) || SafeFile.isRegular(source) else {
      throw InputError(
        "the device's file is a pipe or a device", at: place, remedy: "Name a file in `running`.")
    }
    let bytes: [UInt8]
    do {
      bytes = try SafeFile.read(source, limit: DeviceText.sizeLimit)
    } catch {
      throw InputError(
        "the device's file cannot be read: \(error.reason)", at: place,
        remedy: "Paths in `running` start from the folder of the sites file.")
    }
    try DeviceText.check(bytes, source: source)
    try DeviceFile.checkText(bytes, place)
    try checkPlatform(bytes, device.platform, place)
    try PresentFile.refuse(device.matched(bytes, source: source))
    return bytes
  }

  /// Where a path of the sites file leads.
  func source(of path: String) -> String {
    path.hasPrefix("/") || folder == "." ? path : "\(folder)/\(path)"
  }

  private static func checkText(_ bytes: [UInt8], _ place: SourcePlace) throws(InputError) {
    guard bytes.contains(where: { $0 > 0x20 }) else {
      throw InputError(
        "the device's file is empty", at: place,
        remedy: "Fetch it again; for a device without a configuration leave `running` out.")
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw InputError(
        "the device's file is no UTF-8 text", at: place,
        remedy: "Convert it, for example with `iconv -f latin1 -t utf-8`.")
    }
  }

  /// A plan against the file of another device would be worse than none.
  private func checkPlatform(_ bytes: [UInt8], _ platform: Platform, _ place: SourcePlace) throws(InputError)
  {
    guard !platform.recognition.evidence.isEmpty else { return }
    let guess = recogniser.recognise(bytes)
    if let id = guess.id, id != platform.id {
      throw InputError(
        "the device's file is of \(id), and the site's platform is \(platform.id)", at: place,
        remedy: "Name the file of the site's device, or correct the site's platform.")
    }
    guard guess.candidates.contains(where: { $0.id == platform.id }) else {
      throw InputError(
        "the device's file does not look like one of \(platform.id)", at: place,
        remedy: "Name the file of the site's device, or correct the site's platform.")
    }
  }
}
