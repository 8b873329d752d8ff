using System.Globalization;
using System.Text;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>
/// The C header of a library: the types of the ABI, the table of fault sites, and for each entry its symbol and an inline function
/// that takes the shape symbols once, so that the extents of the arrays agree, and fills the argument block.
/// </summary>
/// <param name="name">The header's name without extension; a prefix of what it declares for itself.</param>
public sealed class LibraryHeader(KernelLibrary library, string name)
{
    private readonly StringBuilder _text = new();

    public override string ToString()
    {
        _text.Clear();
        var guard = $"{CNames.Identifier(name).ToUpperInvariant()}_{library.Version.ToUpperInvariant()}_H";
        _text.Append(CultureInfo.InvariantCulture, $"""
            /* Kernels that Weft compiled for one processor; version {library.Version}. Link the object file with -lm.

               weft_context context;
               weft_context_init(&context);
               status = weft_call_NAME(&context, extents..., arguments...);   (a context is for one call at a time) */
            #ifndef {guard}
            #define {guard}

            {LibraryAbi.Text}
            #ifdef __cplusplus
            extern "C" {"{"}
            #endif


            """);
        WriteFaultSites();
        foreach (var entry in library.Entries) new LibraryHeaderEntry(entry, _text).Write();
        _text.Append("""

            #ifdef __cplusplus
            }
            #endif
            #endif

            """);
        return _text.ToString();
    }

    private void WriteFaultSites()
    {
        _text.Append(CultureInfo.InvariantCulture, $"static const weft_fault_site {CNames.Identifier(name)}_fault_sites[] = {{\n");
        foreach (var site in library.FaultSites)
        {
            var place = site.Location.Position;
            _text.Append(CultureInfo.InvariantCulture, $"  {{{CNames.Text(Describe(site.Kind))}, {CNames.Text(place.File ?? "")}, ");
            _text.Append(CultureInfo.InvariantCulture, $"{place.Line}, {place.Column}, {CNames.Text(site.Subject)}}},\n");
        }

        // C has no empty arrays.
        _text.Append("  {0, 0, 0, 0, 0}\n};\n");
    }

    private static string Describe(FaultKind kind) => kind switch
    {
        FaultKind.IndexOutOfRange => "index out of range",
        FaultKind.DivisionByZero => "integer division by zero",
        FaultKind.DivisionOverflow => "integer division overflows",
        FaultKind.AssertionFailed => "assertion failed",
        FaultKind.Overflow => "overflow",
        FaultKind.Thrown => "exception",
        FaultKind.UseAfterFree => "memory is used after it was freed",
        _ => "out of memory",
    };
}
