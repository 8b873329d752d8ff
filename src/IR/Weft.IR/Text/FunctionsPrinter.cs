using System;
using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>
/// Writes the functions of a module, where there are many that share neither numbers nor an order: several at a time, and with names that
/// begin anew in each, as few at a time are found fast. <see cref="FunctionBodies"/> reads them so.
/// </summary>
internal sealed class FunctionsPrinter(IrPrinter printer, PrintOptions options, AliasTable aliases)
{
    // Below so many functions dividing them costs more than it saves.
    private const int WorthParts = 32;

    /// <summary>Writes what is in a block, if it is such a module's. False when nothing was written.</summary>
    public bool Print(Block block)
    {
        if (options.Generic || options.UniqueNames || options.ValueUsers || aliases.IsCollecting || aliases.NamesResources) return false;
        if (Isolated(block) is not { } ops) return false;
        var dialect = block.ParentOp!.Info.DefaultDialect;
        if (options.Threads == 1) Fork(printer.Output, dialect).Lines(ops);
        else PrintInParts(ops, dialect);
        return true;
    }

    private static Operation[]? Isolated(Block block)
    {
        if (block.ParentOp is not ModuleOp) return null;
        var ops = new List<Operation>();
        foreach (var op in block.Ops)
        {
            if (!op.Info.Has(OpTraits.IsolatedFromAbove) || op.Results.Length > 0) return null;
            ops.Add(op);
        }

        return ops.Count >= WorthParts ? ops.ToArray() : null;
    }

    private void PrintInParts(Operation[] ops, string dialect)
    {
        // More parts than threads, as functions differ in length.
        var written = new byte[Math.Max(options.Threads * 8, ops.Length / WorthParts)][];
        SideBySide.Run(written.Length, options.Threads, () => Fork(new Utf8Writer(), dialect), (fork, part) =>
        {
            int Start(long part) => (int)(part * ops.Length / written.Length);
            fork.Lines(ops.AsSpan(Start(part), Start(part + 1) - Start(part)));
            written[part] = fork.Take();
            return true;
        });
        foreach (var part in written) printer.Output.WriteBytes(part);
    }

    private Part Fork(Utf8Writer output, string dialect)
    {
        var names = new ValueNames(options);
        return new(new IrPrinter(output, options, names, aliases, dialect) { Indent = printer.Indent }, names);
    }

    // For one thread.
    private sealed class Part(IrPrinter printer, ValueNames names)
    {
        public void Lines(ReadOnlySpan<Operation> ops)
        {
            foreach (var op in ops)
            {
                names.Restart(op);
                printer.Line(op);
            }
        }

        /// <summary>What was written since it was last taken.</summary>
        public byte[] Take()
        {
            var written = printer.Output.ToArray();
            printer.Output.Truncate(0);
            return written;
        }
    }
}
