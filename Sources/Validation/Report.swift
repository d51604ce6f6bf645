package import Diagnostics

/// All remarks about one or more inputs, in report order and without repetitions.
package struct Report: Sendable, Hashable {
  /// Sorted by place, then severity, then rule.
  package let findings: [Finding]

  package init(_ findings: some Sequence<Finding>) {
    var seen: Set<Finding> = []
    self.findings = findings.filter { seen.insert($0).inserted }.sorted(by: Finding.inReportOrder)
  }

  package var isEmpty: Bool { findings.isEmpty }

  /// How many findings have exactly this severity.
  package func count(of severity: Severity) -> Int {
    findings.count { $0.severity == severity }
  }

  /// The findings that make a run fail.
  package func failing(_ threshold: FailThreshold) -> [Finding] {
    guard let lowest = threshold.lowest else { return [] }
    return findings.filter { $0.severity >= lowest }
  }

  /// `findings` when one reaches the threshold, `done` otherwise.
  package func outcome(failOn threshold: FailThreshold) -> Outcome {
    failing(threshold).isEmpty ? .done : .findings
  }

  /// The two reports as one.
  package func merged(with other: Report) -> Report { Report(findings + other.findings) }

  /// For example `2 errors, 1 warning`; `no findings` for none.
  package var tally: String {
    let parts: [String] = Severity.allCases.reversed().compactMap { severity in
      let count = count(of: severity)
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return parts.isEmpty ? "no findings" : parts.joined(separator: ", ")
  }
}

/// From which severity on findings make a run end with exit code 3: the value of `--fail-on`.
package enum FailThreshold: String, Sendable, Hashable, CaseIterable {
  case note
  case warning
  case error
  /// Findings are shown and never fail a run: `--exit-zero`.
  case never

  /// The lowest severity that counts; `nil` for `never`.
  package var lowest: Severity? { Severity(rawValue: rawValue) }
}
