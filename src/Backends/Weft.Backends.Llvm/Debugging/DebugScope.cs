using System.Globalization;
using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>The lines and arguments of one function, as attachments to its LLVM text.</summary>
/// <param name="subprogram">The function's node.</param>
/// <param name="start">Where the function begins in its source.</param>
internal sealed class DebugScope(DebugMetadata metadata, int subprogram, Location start)
{
    /// <summary>What follows the function's signature.</summary>
    public string OfFunction => string.Create(CultureInfo.InvariantCulture, $" !dbg !{subprogram}");

    /// <summary>What follows each instruction of an operation. One without a place in the source has line 0, which debuggers take for
    /// code of the compiler.</summary>
    public string Of(Location location) =>
        string.Create(CultureInfo.InvariantCulture, $", !dbg !{Place(location, inlinedAt: null) ?? Nowhere()}");

    /// <summary>The record that names the value of an argument; null for those that the source does not have.</summary>
    public string? Argument(FuncOp function, int index, string type, string operand)
    {
        if (KernelAttributes.NameOf(function, index) is not { } name || KernelAttributes.ElementOf(function, index) is not { } element)
            return null;
        var position = function.Body.Entry.Arguments[index].Location.Position;
        var line = position.File == start.File ? position.Line : start.Line;
        var variable = metadata.Node(
            $"!DILocalVariable(name: {DebugMetadata.Quote(name)}, arg: {index + 1}, scope: !{subprogram}, "
            + $"file: !{metadata.File(start.File!)}, line: {line}, type: !{metadata.Type(element, isArray: type == "ptr")})");
        var place = metadata.Node($"!DILocation(line: {line}, scope: !{subprogram})");
        return string.Create(
            CultureInfo.InvariantCulture, $"#dbg_value({type} {operand}, !{variable}, !DIExpression(), !{place})");
    }

    private int Nowhere() => metadata.Node($"!DILocation(line: 0, scope: !{subprogram})");

    // An inlined body's place is its own, and the place of the call is where it was inlined at. LLVM tells calls apart by their nodes.
    private int? Place(Location location, int? inlinedAt) => location.Composition switch
    {
        CallSiteLocation(var callee, var caller) when Place(caller, inlinedAt) is { } call =>
            Place(callee, metadata.Distinct(call)) ?? call,
        CallSiteLocation(var callee, _) => Place(callee, inlinedAt),
        NameLocation named => Place(named.Child, inlinedAt),
        FusedLocation fused => fused.Parts.Select(part => Place(part, inlinedAt)).FirstOrDefault(place => place is not null),
        _ => location.File is null ? null : Position(location, inlinedAt),
    };

    private int? Position(Location position, int? inlinedAt)
    {
        var (line, column) = (position.Line, Math.Min(position.Column, ushort.MaxValue));
        if (inlinedAt is { } call)
            return metadata.Inlined(position) is { } callee
                ? metadata.Node($"!DILocation(line: {line}, column: {column}, scope: !{callee}, inlinedAt: !{call})") : null;
        var scope = position.File == start.File ? subprogram
            : metadata.Node($"!DILexicalBlockFile(scope: !{subprogram}, file: !{metadata.File(position.File!)}, discriminator: 0)");
        return metadata.Node($"!DILocation(line: {line}, column: {column}, scope: !{scope})");
    }
}
