using Weft.IR.Text;

namespace Weft.IR;

/// <summary><c>#gpu.loop_dim_map&lt;processor = block_x, map = (d0) -> (d0), bound = (d0) -> (d0)&gt;</c>: what a parallel loop runs on,
/// how the processor's number becomes the turn's, and how many there are at most.</summary>
public sealed record LoopDimMapAttr(LoopProcessor Processor, AffineMap Map, AffineMap Bound) : Attribute, IDialectPrinted
{
    public void Print(AttributePrinter printer) => printer.Output.Write("#gpu.loop_dim_map<processor = ").Write(Processor.Keyword())
        .Write(", map = ").Write(Map.ToString()).Write(", bound = ").Write(Bound.ToString()).Write('>');

    public static LoopDimMapAttr? Parse(IrParser parser)
    {
        var tokens = parser.Tokens;
        LoopProcessor? processor = null;
        AffineMap? map = null, bound = null;
        if (!tokens.Expect(TokenKind.Less, "expected '<'")) return null;
        // The three come in any order.
        for (var i = 0; i < 3; i++)
        {
            if (i > 0 && !tokens.Expect(TokenKind.Comma, "expected ','")) return null;
            var name = tokens.Text(tokens.Current);
            if (!tokens.Expect(TokenKind.Word, "expected valid keyword") || !tokens.Expect(TokenKind.Equal, "expected '='")) return null;
            switch (name)
            {
                case "processor" when processor is null:
                    if (LoopProcessorKeywords.Keywords.Parse(parser) is not { } value) return null;
                    processor = (LoopProcessor)value;
                    break;
                case "map" when map is null:
                    if ((map = new AffineParser(tokens).ParseMap()) is null) return null;
                    break;
                case "bound" when bound is null:
                    if ((bound = new AffineParser(tokens).ParseMap()) is null) return null;
                    break;
                default:
                    return tokens.Fail<LoopDimMapAttr>("duplicate or unknown struct parameter name: " + name);
            }
        }

        return tokens.Expect(TokenKind.Greater, "expected '>'") ? new(processor!.Value, map!, bound!) : null;
    }
}

/// <summary>The form of a compiled object.</summary>
[IrEnum("gpu.compilation_target", EnumForm.I64)]
public enum GpuObjectFormat
{
    Offload = 1,
    Assembly = 2,
    Bin = 3,
    Fatbin = 4,
}

/// <summary><c>#gpu.object&lt;#target, properties = {...}, bin = "..."&gt;</c>: a module compiled for a target.</summary>
public sealed record GpuObjectAttr(Attribute Target, GpuObjectFormat Format, string Content, DictionaryAttr? Properties)
    : Attribute, IDialectPrinted
{
    public void Print(AttributePrinter printer)
    {
        printer.Output.Write("#gpu.object<");
        printer.Attribute(Target);
        printer.Output.Write(", ");
        if (Properties is { Entries.IsEmpty: false })
        {
            printer.Output.Write("properties = ");
            printer.Attribute(Properties);
            printer.Output.Write(", ");
        }

        // The usual form is not named.
        if (Format != GpuObjectFormat.Fatbin) printer.Output.Write(Format.Keyword()).Write(" = ");
        printer.Output.Write('"').Escaped(Content).Write("\">");
    }

    public static GpuObjectAttr? Parse(IrParser parser)
    {
        var tokens = parser.Tokens;
        if (!tokens.Expect(TokenKind.Less, "expected '<'")) return null;
        var start = tokens.PreviousEnd;
        if (parser.Attributes.Parse() is not { } target || !tokens.Expect(TokenKind.Comma, "expected ','")) return null;
        DictionaryAttr? properties = null;
        if (tokens.AcceptWord("properties"))
        {
            if (!tokens.Expect(TokenKind.Equal, "expected '='")) return null;
            if ((properties = parser.Attributes.ParseDictionary()) is null) return null;
            if (!tokens.Expect(TokenKind.Comma, "expected ','")) return null;
        }

        var format = GpuObjectFormat.Fatbin;
        if (tokens.Is(TokenKind.Word))
        {
            if (GpuObjectFormatKeywords.Keywords.Parse(parser) is not { } written || !tokens.Expect(TokenKind.Equal, "expected '='"))
                return null;
            format = (GpuObjectFormat)written;
        }

        if (!tokens.Is(TokenKind.String)) return tokens.Fail<GpuObjectAttr>("expected string");
        var content = tokens.StringValue(tokens.Current);
        tokens.Advance();
        if (!tokens.Expect(TokenKind.Greater, "expected '>'")) return null;
        return target is OpaqueAttr ? new(target, format, content, properties)
            : tokens.FailAt<GpuObjectAttr>(start, "the target attribute must implement or promise the `gpu::TargetAttrInterface`");
    }
}

/// <summary><c>#gpu.select_object&lt;#target&gt;</c>: of a binary's objects the one for a target, or of a position; else the first.
/// </summary>
public sealed record SelectObjectAttr(Attribute? Target) : Attribute, IDialectPrinted
{
    public void Print(AttributePrinter printer)
    {
        printer.Output.Write("#gpu.select_object");
        if (Target is null) return;
        printer.Output.Write('<');
        printer.Attribute(Target);
        printer.Output.Write('>');
    }

    public static SelectObjectAttr? Parse(IrParser parser)
    {
        if (!parser.Tokens.Accept(TokenKind.Less)) return new(default(Attribute));
        return parser.Attributes.Parse() is { } target && parser.Tokens.Expect(TokenKind.Greater, "expected '>'") ? new(target) : null;
    }
}
