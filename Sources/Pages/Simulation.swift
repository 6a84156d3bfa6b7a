import Markup

extension JSONWriter {
    /// An object that says that it is a simulation, then its members.
    public static func simulation(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
        bytes { json in
            json.object { json in
                json.member("simulation", true)
                members(&json)
            }
        }
    }
}

