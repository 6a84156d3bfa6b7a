import ArgumentParser

/// What the program is made with, and the terms under which all of it may be used and given on: inside the program, as
/// one file carried alone must have them.
enum Licenses {
    static var text: String {
        let texts: [(name: String, octets: [UInt8])] = [
            ("", PackageResources.Notices_txt), ("Apache License, version 2.0", PackageResources.Apache_2_0_txt),
            ("Runtime Library Exception", PackageResources.Swift_exception_txt), ("MIT License (GRDB.swift)", PackageResources.MIT_txt),
            ("Zlib License (zlib)", PackageResources.Zlib_txt), ("Unicode License V3 (ICU)", PackageResources.ICU_txt),
            ("SIL Open Font License, version 1.1 (Noto Sans)", PackageResources.OFL_1_1_txt),
        ]
        let rule = String(repeating: "=", count: 78)
        return texts.map { name, octets in
            (name.isEmpty ? "" : "\(rule)\n\(name)\n\(rule)\n\n") + String(decoding: octets, as: UTF8.self)
        }.joined(separator: "\n")
    }
}
