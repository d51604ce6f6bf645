import Foundation

/// Tunnels between real daemons in network namespaces of their own: `ike-lab` of the shared material.
///
/// One scenario is a JSON object with the device's files as they were rendered; the rig starts daemons with them, a cloud's
/// end, and tells what came of it.
enum Laboratory {
  /// The rig; `nil`: the shared material is not there.
  private static let script = ProcessInfo.processInfo.environment["PEERCONF_SHARED"]
    .map { $0 + "/ike-lab/ikelab.py" }.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }

  /// Why nothing can be tried here; empty when all is there.
  static let absence: String = {
    guard let script else { return "PEERCONF_SHARED has no ike-lab" }
    guard let answer = try? ask([script, "probe"]), let probe = answer.first else {
      return "the rig does not answer"
    }
    return probe["ok"] as? Bool == true ? "" : "\(probe["ike"] ?? "") \(probe["bgp"] ?? "")"
  }()

  /// Whether namespaces can be made here.
  static let mayUnshare: Bool = {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["unshare", "--user", "--map-root-user", "--net", "--mount", "true"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// Where the daemons are installed, the rig has to work.
  static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/sbin/swanctl")

  /// Runs scenarios, two at a time, and gives what is wrong with each by its name.
  static func faults(of scenarios: [[String: Any]]) throws -> [String: String] {
    let file = NSTemporaryDirectory() + "peerconf-laboratory-\(UUID().uuidString).json"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try JSONSerialization.data(withJSONObject: scenarios).write(to: URL(filePath: file))
    var faults: [String: String] = [:]
    for scenario in scenarios { faults[scenario["name"] as? String ?? ""] = "no answer" }
    for result in try ask([script ?? "", "-j", "2", "run", file]) {
      let name = result["name"] as? String ?? ""
      faults[name] = result["ok"] as? Bool == true ? nil : report(result)
    }
    return faults
  }

  private static func report(_ result: [String: Any]) -> String {
    var lines = [result["error"] as? String ?? ""]
    for check in result["checks"] as? [[String: Any]] ?? [] where check["ok"] as? Bool != true {
      lines.append("\(check["check"] ?? ""): \(check["detail"] ?? "")")
    }
    for tunnel in result["tunnels"] as? [[String: Any]] ?? [] where tunnel["established"] as? Bool != true {
      lines.append("\(tunnel["name"] ?? ""): \(tunnel["diagnosis"] ?? "") \(tunnel["evidence"] ?? "")")
    }
    for (name, log) in result["logs"] as? [String: String] ?? [:] {
      lines.append("\(name): \(log.suffix(800))")
    }
    return lines.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// One JSON object a line; several lines of one object where it is printed for people.
  private static func ask(_ arguments: [String]) throws -> [[String: Any]] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // Read to its end before waiting: results are longer than a pipe.
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if let whole = try? JSONSerialization.jsonObject(with: data) as? [String: Any] { return [whole] }
    return try data.split(separator: 0x0A).compactMap {
      try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any]
    }
  }
}
