using System.Globalization;
using System.Text;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>The declarations of one entry in a C header.</summary>
internal sealed class LibraryHeaderEntry(LibraryEntry entry, StringBuilder text)
{
    // One C type for each element type, in the order of the enumeration; formats that C lacks travel as their bits.
    private static readonly string[] CTypes =
    [
        "uint8_t", "int8_t", "int16_t", "int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t",
        "uint16_t", "uint16_t", "float", "double", "int64_t",
    ];

    private readonly Dictionary<string, string> _symbols = [];
    private readonly Dictionary<KernelParameter, string> _parameters = [];

    public void Write()
    {
        NameAll();
        var comment = entry.Signature.Doc.Length == 0 ? $"{entry.Signature}" : $"{entry.Signature}\n   {entry.Signature.Doc}";
        text.Append(CultureInfo.InvariantCulture, $"\n/* {CNames.Comment(comment)} */\n");
        text.Append("void ").Append(entry.Symbol).Append("(const int64_t *arguments, int64_t begin, int64_t end, void *scratch);\n\n");
        string[] parameters =
            ["weft_context *context", .. _symbols.Values.Select(s => $"int64_t {s}"), .. entry.Signature.Parameters.Select(Declare)];
        text.Append(CultureInfo.InvariantCulture, $"static inline weft_status {entry.CallName}({string.Join(", ", parameters)}) {{\n");
        Line($"int64_t arguments[{1 + entry.Signature.SlotCount}] = {{0}};");
        Line("int bad = 0;");
        var slot = 1;
        foreach (var parameter in entry.Signature.Parameters) Fill(parameter, ref slot);
        Line("if (bad) return WEFT_BAD_EXTENT;");
        Line($"return weft_call(context, {entry.Symbol}, arguments);");
        text.Append("}\n");
    }

    private void NameAll()
    {
        var taken = new HashSet<string>(["context", "arguments", "bad"], StringComparer.Ordinal);
        foreach (var parameter in entry.Signature.Parameters) _parameters[parameter] = CNames.Unique(parameter.Name, taken);
        foreach (var symbol in entry.Signature.Parameters.SelectMany(p => p.Shape).SelectMany(e => e.Symbols).Distinct())
            _symbols[symbol] = CNames.Unique(symbol, taken);
    }

    private string Declare(KernelParameter parameter)
    {
        var type = CTypes[(int)parameter.Element];
        return parameter.IsScalar ? $"{type} {_parameters[parameter]}"
            : $"{(parameter.Access == Access.In ? "const " : "")}{type} *{_parameters[parameter]}";
    }

    private void Fill(KernelParameter parameter, ref int slot)
    {
        var name = _parameters[parameter];
        if (parameter.IsScalar)
        {
            Line($"memcpy(&arguments[{slot++}], &{name}, sizeof {name});");
            return;
        }

        Line($"arguments[{slot++}] = (int64_t)(intptr_t){name};");
        foreach (var extent in parameter.Shape) Line($"arguments[{slot++}] = weft_checked_extent({Extent(extent)}, &bad);");
    }

    private string Extent(ShapeExpr extent) => extent switch
    {
        ShapeExpr.Literal literal => literal.Value.ToString(CultureInfo.InvariantCulture),
        ShapeExpr.Symbol symbol => _symbols[symbol.Name],
        ShapeExpr.Binary binary => $"weft_extent('{binary.Operator}', {Extent(binary.Left)}, {Extent(binary.Right)}, &bad)",
        _ => throw new InvalidOperationException($"'{extent}' is not a formula of extents"),
    };

    private void Line(string line) => text.Append("  ").Append(line).Append('\n');
}
