using System.Linq;

namespace Weft.IR.Text;

/// <summary>Reads a file: operations, and between them definitions of aliases and resources.</summary>
/// <param name="needsModule">Whether the file must be a module by itself.</param>
internal sealed class FileParser(IrParser parser, bool needsModule)
{
    private readonly FileMetadataParser _metadata = new(parser);

    /// <summary>Parses a file: one <c>builtin.module</c>, or operations that get one around them. Null after an error.</summary>
    public static ModuleOp? Parse(IrContext context, byte[] source, string file, DiagnosticBag diagnostics, ParseOptions options)
    {
        var isLarge = options.Threads > 1 && source.Length >= FunctionBodies.WorthThreads && !options.NeedsModule;
        if (isLarge && ParseInParallel(context, source, file, options.Threads) is { } read) return read;
        var before = diagnostics.ErrorCount;
        var parser = new IrParser(context, new TokenReader(source, file, diagnostics)) { Recovers = options.Recovers };
        var module = new FileParser(parser, options.NeedsModule).ParseTopLevel();
        return diagnostics.ErrorCount == before ? module : null;
    }

    // Null when there is a mistake somewhere: which one is said first, only reading line after line can tell.
    private static ModuleOp? ParseInParallel(IrContext context, byte[] source, string file, int threads)
    {
        var diagnostics = new DiagnosticBag();
        var parser = new IrParser(context, new TokenReader(source, file, diagnostics), threads: threads);
        var module = new FileParser(parser, needsModule: false).ParseTopLevel();
        return !diagnostics.HasErrors && parser.Bodies!.ParseAll() ? module : null;
    }

    private ModuleOp ParseTopLevel()
    {
        var (tokens, diagnostics) = (parser.Tokens, parser.Diagnostics);
        var before = diagnostics.ErrorCount;
        var module = new ModuleOp { Location = tokens.StartOfFile };
        var body = module.Body.AddBlock();
        ParseItems(body);
        if (diagnostics.ErrorCount == before && parser.Settle()) parser.Regions.CheckOutermost();
        // A single module is the file itself.
        if (body.First is ModuleOp single && body.Last == single)
        {
            body.Remove(single);
            module = single;
        }
        else if (needsModule && diagnostics.ErrorCount == before)
        {
            var count = body.Ops.Count();
            diagnostics.Error(tokens.StartOfFile, count != 1 ? $"source must contain a single top-level operation, found: {count}"
                : $"source must contain a module, found: '{body.First!.Name}'; without --no-implicit-module it gets one around it");
        }

        module.Metadata = new([.. parser.Aliases.Written], _metadata.Dialects, _metadata.External);
        return module;
    }

    private void ParseItems(Block body)
    {
        var tokens = parser.Tokens;
        while (!tokens.Is(TokenKind.EndOfFile) && !tokens.Is(TokenKind.Error))
        {
            var start = tokens.Current.Start;
            parser.Nesting.Restart();
            if (ParseItem(body)) continue;
            if (!parser.Recovers || !tokens.SkipFrom(start, inRegion: false)) break;
        }
    }

    private bool ParseItem(Block body)
    {
        switch (parser.Tokens.Kind)
        {
            case TokenKind.Hash: return parser.Aliases.DefineAttribute();
            case TokenKind.Exclamation: return parser.Aliases.DefineType();
            case TokenKind.MetadataBegin: return _metadata.Parse();
        }

        if (parser.ParseOperation() is not { } op) return false;
        body.Append(op);
        return true;
    }
}
