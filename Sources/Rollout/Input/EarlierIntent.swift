import Diagnostics
import SafeFiles
import VPNIntent

/// Reads the intents that devices were set up from before.
enum EarlierIntent {
  /// Longest file that is read, in bytes: no intent is near it.
  private static let sizeLimit = 4 << 20

  /// Reads the earlier intent of a site; `source` is the file's path.
  ///
  /// - Throws: `InputError` for a file that cannot be read, is no intent, or has errors in it.
  static func read(_ source: String) throws(InputError) -> Intent {
    let place = SourcePlace(source: source)
    let remedy = "Paths in `previous` start from the folder of the sites file."
    // Nobody is there to write into a pipe.
    guard SafeFile.isRegular(source) else {
      throw InputError("the previous intent is no file", at: place, remedy: remedy)
    }
    let bytes: [UInt8]
    do {
      bytes = try SafeFile.read(source, limit: EarlierIntent.sizeLimit)
    } catch {
      throw InputError("the previous intent cannot be read: \(error.reason)", at: place, remedy: remedy)
    }
    let reading = try Intent.read(bytes, source: source)
    if let fault = reading.findings.first(where: { $0.severity == .error }) {
      throw InputError(
        "the previous intent cannot be used: \(fault.message)", at: fault.place ?? place,
        remedy: fault.remedy)
    }
    guard let intent = reading.value else {
      throw InputError("the previous intent cannot be used", at: place, remedy: remedy)
    }
    return intent
  }
}
