using System.Globalization;
using System.Text;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>
/// The debug metadata of an LLVM module, of which LLVM makes DWARF. Equal nodes are one node; the numbers begin behind those of
/// <see cref="ModuleEmitter"/>.
/// </summary>
internal sealed class DebugMetadata(DebugInfo options, SourceFunctions functions)
{
    private const int DwarfVersion = 4;
    private const int First = ModuleEmitter.FreeMetadata;

    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<string> _nodes = [];
    private int? _unit;

    /// <summary>That of a program's modules; null where nothing is asked for.</summary>
    public static DebugMetadata? For(KernelProgram program, DebugInfo? options) =>
        options is null ? null : new(options, SourceFunctions.Of(program));

    /// <summary>What is said of one function; null where nobody knows which source it came from.</summary>
    /// <param name="name">What debuggers call it.</param>
    public DebugScope? Begin(FuncOp function, string name, bool isLocal)
    {
        var start = function.Location.Position;
        return start.IsUnknown ? null : new(this, Subprogram(name, start, isLocal), start);
    }

    /// <summary>The function whose inlined body a position lies in, or null when the program has none there.</summary>
    public int? Inlined(Location position) =>
        functions.At(position) is var (name, start) ? Subprogram(name, start, isLocal: true) : null;

    public int File(string name) => Node($"!DIFile(filename: {Quote(name)}, directory: {Quote(options.Directory)})");

    /// <summary>The type of an argument: an array is the address of its first element.</summary>
    public int Type(ElementType element, bool isArray)
    {
        var kind = element == ElementType.Bool ? "boolean" : element.IsFloat ? "float" : element.IsSigned ? "signed" : "unsigned";
        var type = Node($"!DIBasicType(name: {Quote(element.Name)}, size: {element.ByteSize * 8}, encoding: DW_ATE_{kind})");
        return isArray ? Node($"!DIDerivedType(tag: DW_TAG_pointer_type, baseType: !{type}, size: 64)") : type;
    }

    /// <summary>The number of a node, which is its text.</summary>
    public int Node(string text)
    {
        if (_numbers.TryGetValue(text, out var known)) return known;
        _nodes.Add(text);
        return _numbers[text] = First + _nodes.Count - 1;
    }

    /// <summary>A copy of a node that is one with no other.</summary>
    public int Distinct(int node) => Node($"distinct {_nodes[node - First]}");

    public void Write(StringBuilder text)
    {
        if (_unit is not { } unit) return;
        var version = Node($"!{{i32 2, !\"Dwarf Version\", i32 {DwarfVersion}}}");
        var format = Node("!{i32 2, !\"Debug Info Version\", i32 3}");
        text.Append(CultureInfo.InvariantCulture, $"!llvm.dbg.cu = !{{!{unit}}}\n!llvm.module.flags = !{{!{version}, !{format}}}\n");
        for (var i = 0; i < _nodes.Count; i++) text.Append(CultureInfo.InvariantCulture, $"!{First + i} = {_nodes[i]}\n");
    }

    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
            if (c is '"' or '\\' || char.IsControl(c)) quoted.Append(CultureInfo.InvariantCulture, $"\\{(int)c:X2}");
            else quoted.Append(c);
        return quoted.Append('"').ToString();
    }

    // Without the symbol's name, which gdb would show instead of the function's.
    private int Subprogram(string name, Location start, bool isLocal)
    {
        var file = File(start.File!);
        var unit = _unit ??= Node(
            $"distinct !DICompileUnit(language: DW_LANG_C99, file: !{file}, producer: \"Weft\", isOptimized: true, "
            + "emissionKind: FullDebug)");
        var type = Node($"!DISubroutineType(types: !{Node("!{null}")})");
        var flags = $"DISPFlagDefinition | DISPFlagOptimized{(isLocal ? " | DISPFlagLocalToUnit" : "")}";
        return Node(
            $"distinct !DISubprogram(name: {Quote(name)}, scope: !{file}, file: !{file}, line: {start.Line}, type: !{type}, "
            + $"scopeLine: {start.Line}, flags: DIFlagPrototyped, spFlags: {flags}, unit: !{unit})");
    }
}
