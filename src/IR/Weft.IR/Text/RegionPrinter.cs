using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>Writes regions: their blocks with headers, and one operation a line.</summary>
/// <param name="defaultDialect">That of the region around.</param>
internal sealed class RegionPrinter(
    IrPrinter printer, FunctionsPrinter functions, UsersPrinter users, PrintOptions options, string defaultDialect)
{
    private readonly Utf8Writer _output = printer.Output;
    private readonly Stack<string> _defaultDialects = new([defaultDialect]);

    /// <summary>The dialect whose operations may go without its name here.</summary>
    public string DefaultDialect => _defaultDialects.Peek();

    /// <inheritdoc cref="IrPrinter.Region"/>
    public void Print(Region region, bool entryArguments, bool terminators, bool emptyBlock)
    {
        if (options.SkipRegions)
        {
            _output.Write("{...}");
            return;
        }

        _output.Write("{\n");
        if (!region.IsEmpty)
        {
            _defaultDialects.Push(region.Parent?.Info.DefaultDialect ?? "");
            for (var i = 0; i < region.Blocks.Count; i++)
            {
                var block = region.Blocks[i];
                var header = i > 0 || (emptyBlock && block.IsEmpty) || (entryArguments && block.Arguments.Count > 0);
                if (header) Header(block);
                printer.Indent += IrPrinter.IndentWidth;
                Operations(block, i > 0 || terminators);
                printer.Indent -= IrPrinter.IndentWidth;
            }

            _defaultDialects.Pop();
        }

        _output.Spaces(printer.Indent).Write('}');
    }

    private void Operations(Block block, bool terminator)
    {
        if (options.ValueUsers)
            foreach (var argument in block.Arguments) users.Line(argument);
        if (functions.Print(block)) return;
        foreach (var op in block.Ops)
            if (terminator || op != block.Last || !op.Info.Has(OpTraits.IsTerminator)) printer.Line(op);
    }

    private void Header(Block block)
    {
        _output.Spaces(printer.Indent);
        printer.Successor(block);
        if (block.Arguments.Count > 0) _output.Write('(').Join(block.Arguments, argument => printer.Argument(argument)).Write(')');
        _output.Write(':');
        Predecessors(block);
        _output.Write('\n');
    }

    private void Predecessors(Block block)
    {
        var terminators = block.PredecessorTerminators;
        if (terminators.Count == 0)
        {
            if (!block.IsEntry) _output.Write("  // no predecessors");
            return;
        }

        var ids = terminators.Select(p => printer.Names[p.Parent!]).OrderBy(id => id).ToList();
        _output.Write(ids.Count == 1 ? "  // pred: " : $"  // {ids.Count} preds: ").Join(ids, id => _output.Write("^bb").Write(id));
    }
}
