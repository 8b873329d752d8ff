using Weft.IR;

namespace Weft.Runtime;

/// <summary>The messages of the file formats (WF4200 to WF4249). The first argument is always the file's name.</summary>
public static class FormatDiagnostics
{
    public static readonly DiagnosticDescriptor UnknownExtension =
        new("WF4200", "'{0}': the extension says no format that can be {1}; known: {2}");

    public static readonly DiagnosticDescriptor FileNotAccessible = new("WF4201", "'{0}' cannot be {1}: {2}");

    public static readonly DiagnosticDescriptor WrongMagic = new("WF4202", "'{0}' is not {1}: it starts with {2}, expected {3}");

    public static readonly DiagnosticDescriptor UnsupportedVersion =
        new("WF4203", "'{0}': version {1} of the npy format is not known; 1.0, 2.0 and 3.0 are");

    public static readonly DiagnosticDescriptor MalformedHeader = new("WF4204", "'{0}': malformed header at byte {1}: {2}");

    public static readonly DiagnosticDescriptor UnsupportedType =
        new("WF4205", "'{0}': numpy type '{1}' has no element type of kernels; supported: b1, i1 to i8, u1 to u8, f2, f4, f8");

    public static readonly DiagnosticDescriptor Truncated = new("WF4206", "'{0}' is truncated: {1} needs {2} bytes, {3} are there");

    public static readonly DiagnosticDescriptor TrailingBytes =
        new("WF4207", "'{0}' has {1} bytes more than its header says; is it damaged?");

    public static readonly DiagnosticDescriptor ShapeTooLarge = new("WF4208", "'{0}': an array {1} does not fit in memory");

    public static readonly DiagnosticDescriptor NoNumpyType =
        new("WF4209", "'{0}': numpy has no type for {1}; convert it to f32 in the kernel and write that");

    public static readonly DiagnosticDescriptor BadSample =
        new("WF4210", "'{0}': sample {1} at byte {2} is out of range; the largest allowed is {3}");

    public static readonly DiagnosticDescriptor NotAnImage =
        new("WF4211", "'{0}': {1} cannot be written as {2}; expected {3}");

    public static readonly DiagnosticDescriptor BadBool = new("WF4212", "'{0}': a bool is a byte 0 or 1, but {1} was found at element {2}");

    public static readonly DiagnosticDescriptor BadPackage = new("WF4220", "'{0}' is not a .weftpkg: {1}");
}
