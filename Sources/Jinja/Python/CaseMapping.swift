/// Upper, lower and title case of Unicode text as Python maps it.
enum CaseMapping {
  static func upper(_ text: String) -> String {
    mapped(text) { $0.properties.uppercaseMapping }
  }

  static func lower(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    for place in scalars.indices { result += lower(scalars, place) }
    return result
  }

  /// The Greek sigma has a form of its own at the end of a word.
  private static func lower(_ scalars: [Unicode.Scalar], _ place: Int) -> String {
    guard scalars[place] == "\u{3A3}" else { return scalars[place].properties.lowercaseMapping }
    let before = scalars[..<place].last { !$0.properties.isCaseIgnorable }
    let after = scalars[(place + 1)...].first { !$0.properties.isCaseIgnorable }
    let isFinal = before?.properties.isCased == true && after?.properties.isCased != true
    return isFinal ? "\u{3C2}" : "\u{3C3}"
  }

  static func capitalised(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    let scalars = Array(text.unicodeScalars)
    var result = first.properties.titlecaseMapping
    for place in scalars.indices.dropFirst() { result += lower(scalars, place) }
    return result
  }

  /// Python's `str.title`: a letter behind anything without case starts a word.
  static func title(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    var isInWord = false
    for (place, scalar) in scalars.enumerated() {
      result += isInWord ? lower(scalars, place) : scalar.properties.titlecaseMapping
      isInWord = scalar.properties.isCased
    }
    return result
  }

  static func swapped(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    for (place, scalar) in scalars.enumerated() {
      if scalar.properties.isUppercase {
        result += lower(scalars, place)
      } else if scalar.properties.isLowercase {
        result += scalar.properties.uppercaseMapping
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Full case folding, near enough: lower case of upper case for what changes there.
  static func folded(_ text: String) -> String {
    mapped(text) { scalar in
      switch scalar {
      case "\u{3C2}": "\u{3C3}"
      case "\u{DF}", "\u{1E9E}": "ss"
      default:
        scalar.properties.uppercaseMapping.unicodeScalars.count > 1
          ? scalar.properties.uppercaseMapping.lowercased() : scalar.properties.lowercaseMapping
      }
    }
  }

  private static func mapped(_ text: String, _ map: (Unicode.Scalar) -> String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII, scalar.value < 0x41 {
        result.unicodeScalars.append(scalar)
      } else {
        result += map(scalar)
      }
    }
    return result
  }
}

extension String {
  /// Python's `islower`: some letter with case, and none in upper or title case.
  var isPythonLower: Bool { hasOnlyCase { $0.properties.isLowercase } }
  /// Python's `isupper`.
  var isPythonUpper: Bool { hasOnlyCase { $0.properties.isUppercase } }

  private func hasOnlyCase(_ matches: (Unicode.Scalar) -> Bool) -> Bool {
    var found = false
    for scalar in unicodeScalars {
      if matches(scalar) {
        found = true
      } else if scalar.properties.isUppercase || scalar.properties.isLowercase
        || scalar.properties.generalCategory == .titlecaseLetter
      {
        return false
      }
    }
    return found
  }

  /// Python's `istitle`.
  var isPythonTitle: Bool {
    var isInWord = false
    var found = false
    for scalar in unicodeScalars {
      if scalar.properties.isUppercase || scalar.properties.generalCategory == .titlecaseLetter {
        if isInWord { return false }
        isInWord = true
        found = true
      } else if scalar.properties.isLowercase {
        if !isInWord { return false }
        found = true
      } else {
        isInWord = false
      }
    }
    return found
  }
}
