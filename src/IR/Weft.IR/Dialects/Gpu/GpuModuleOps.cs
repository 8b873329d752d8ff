using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Code for the device: kernels, functions they call, and data.</summary>
[Op("gpu.module")]
[Traits(IsolatedFromAbove, OpTraits.SymbolTable, Symbol, SingleBlock)]
[ImplicitTerminator<ModuleEndOp>]
public sealed partial class GpuModuleOp : Operation
{
    [Attr(Name = "sym_name", Symbol = true)] public partial string SymName { get; set; }

    [Attr(Summary = "array of GPU target attributes with at least 1 elements", Test = nameof(IsTargetList))]
    public partial ArrayAttr? Targets { get; set; }

    [Attr(Summary = "any attribute with the `OffloadingTranslationAttrTrait` trait.")]
    public partial Attribute? OffloadingHandler { get; set; }

    [Region(Blocks = 1)] public partial Region BodyRegion { get; }

    private static bool IsTargetList(Attribute targets) =>
        targets is ArrayAttr { Elements.IsEmpty: false } list && list.Elements.All(target => target is OpaqueAttr);

    public static bool Parse(IrParser parser, OperationState state)
    {
        var tokens = parser.Tokens;
        if (AttributeForms.SymbolName(parser) is not { } name) return false;
        state.SetAttribute("sym_name", name);
        if (tokens.Accept(TokenKind.Less))
        {
            if (parser.Attributes.Parse() is not { } handler || !tokens.Expect(TokenKind.Greater, "expected '>'")) return false;
            state.SetAttribute("offloadingHandler", handler);
        }

        if (tokens.Is(TokenKind.LeftSquare))
        {
            if (parser.Attributes.Parse() is not { } targets) return false;
            state.SetAttribute("targets", targets);
        }

        return parser.ParseOptionalAttrDictWithKeyword(state) && parser.ParseRegion(state.AddRegion(), state.Info);
    }

    public override void PrintCustom(IrPrinter printer)
    {
        printer.Space();
        printer.SymbolName(SymName);
        if (OffloadingHandler is { } handler)
        {
            printer.Text(" <");
            printer.Attribute(handler);
            printer.Text(">");
        }

        if (Targets is { } targets)
        {
            printer.Space();
            printer.Attribute(targets);
            printer.Space();
        }

        printer.AttrDictWithKeyword(this, "sym_name", "targets", "offloadingHandler");
        printer.Space();
        printer.Region(BodyRegion, entryArguments: false, terminators: false);
    }
}

/// <summary>Ends a <c>gpu.module</c>.</summary>
[Op("gpu.module_end", Format = "attr-dict")]
[Traits(IsTerminator)]
[HasParent("gpu.module")]
public sealed partial class ModuleEndOp : Operation;

/// <summary>Code for the device that is compiled already, for one or more targets.</summary>
[Op("gpu.binary", Format = "$sym_name custom<OffloadingHandler>($offloadingHandler) attr-dict $objects")]
[Traits(Symbol)]
public sealed partial class GpuBinaryOp : Operation
{
    [Attr(Name = "sym_name", Symbol = true)] public partial string SymName { get; set; }

    [Attr(Summary = "any attribute with the `OffloadingTranslationAttrTrait` trait.")]
    public partial Attribute? OffloadingHandler { get; set; }

    [Attr(Summary = "an array of GPU object attributes with at least 1 elements", Test = nameof(IsObjectList))]
    public partial ArrayAttr Objects { get; set; }

    private static bool IsObjectList(Attribute objects) =>
        objects is ArrayAttr { Elements.IsEmpty: false } list && list.Elements.All(o => o is GpuObjectAttr);

    private static bool ParseOffloadingHandler(IrParser parser, OperationState state)
    {
        Attribute? handler = new SelectObjectAttr(default(Attribute));
        if (parser.Tokens.Accept(TokenKind.Less)
            && ((handler = parser.Attributes.Parse()) is null || !parser.Tokens.Expect(TokenKind.Greater, "expected '>'"))) return false;
        state.SetAttribute("offloadingHandler", handler);
        return true;
    }

    private void PrintOffloadingHandler(IrPrinter printer)
    {
        if (OffloadingHandler is null or SelectObjectAttr { Target: null }) return;
        printer.Text("<");
        printer.Attribute(OffloadingHandler);
        printer.Text(">");
    }
}
