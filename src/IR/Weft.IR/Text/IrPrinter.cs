using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR.Text;

/// <summary>How IR is printed.</summary>
public sealed record PrintOptions
{
    public static PrintOptions Default { get; } = new();

    /// <summary>The generic form for every operation.</summary>
    public bool Generic { get; init; }

    /// <summary>Locations behind operations and block arguments.</summary>
    public bool Locations { get; init; }

    /// <summary>How many functions of a module may be printed at a time.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}

/// <summary>Writes operations as MLIR text. The public methods are what custom forms are written with.</summary>
public sealed class IrPrinter
{
    private const int IndentWidth = 2;

    // Below so many functions dividing them costs more than it saves.
    private const int WorthParts = 32;

    private readonly Utf8Writer _output;
    private readonly AttributePrinter _attributes;
    private readonly AliasTable _aliases;
    private readonly ValueNames _names;
    private readonly PrintOptions _options;
    private readonly Stack<string> _defaultDialects = new(["builtin"]);
    private int _indent;

    private IrPrinter(Utf8Writer output, PrintOptions options, ValueNames names, AliasTable aliases) =>
        (_output, _options, _names, _aliases, _attributes) = (output, options, names, aliases, new AttributePrinter(output, aliases));

    private ValueNames Names => _names.Settle();

    /// <summary>An operation and all inside it, with alias definitions before it and a line break behind.</summary>
    public static void Print(Operation op, Utf8Writer output, PrintOptions options)
    {
        var names = new ValueNames(options.Generic, op);
        var metadata = (op as ModuleOp)?.Metadata ?? FileMetadata.Empty;
        // Most modules have no map, set or long tuple: what is printed as if there were none then stands.
        if (!options.Locations && metadata.Aliases.Length == 0)
        {
            var start = output.Length;
            var guess = AliasTable.Guess();
            PrintFile(guess);
            if (!guess.IsWrong) return;
            output.Truncate(start);
        }

        PrintFile(AliasTable.Collect(metadata.Aliases, table => new IrPrinter(new Utf8Writer(), options, names, table).Op(op)));

        void PrintFile(AliasTable aliases)
        {
            var printer = new IrPrinter(output, options, names, aliases);
            aliases.WriteDefinitions(printer._attributes, deferred: false);
            printer.Op(op);
            output.Write('\n');
            aliases.WriteDefinitions(printer._attributes, deferred: true);
            FileMetadataPrinter.Print(output, metadata, printer._attributes.Resources);
        }
    }

    public static byte[] ToUtf8(Operation op, PrintOptions? options = null)
    {
        var output = new Utf8Writer();
        Print(op, output, options ?? PrintOptions.Default);
        return output.ToArray();
    }

    public static string ToText(Operation op, PrintOptions? options = null) => ByteText.Decode(ToUtf8(op, options)).TrimEnd('\n');

    /// <summary>The first line of an operation in generic form, with the names it has inside its function: for messages.</summary>
    internal static string Describe(Operation op)
    {
        var scope = op;
        while (scope.ParentOp is { } parent && !scope.Info.Has(OpTraits.IsolatedFromAbove)) scope = parent;
        var options = new PrintOptions { Generic = true };
        var output = new Utf8Writer();
        new IrPrinter(output, options, new(generic: true, scope), AliasTable.Empty).Op(op);
        // What takes several lines begins on one of its own.
        var text = output.ToString();
        return text.IndexOf('\n') < 0 ? text : "\n" + text;
    }

    public Utf8Writer Output => _output;

    public IrPrinter Text(string text)
    {
        _output.Write(text);
        return this;
    }

    public IrPrinter Space()
    {
        _output.Write(' ');
        return this;
    }

    public void Value(Value value) => _output.Write('%').Write(Names[value]);

    public void Values(IEnumerable<Value> values) => Join(values, Value);

    public void Values(OperandRange values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0) _output.Write(", ");
            Value(values[i]);
        }
    }

    public void Type(IrType type) => _attributes.Type(type);

    public void Types(IEnumerable<IrType> types) => _attributes.Types(types);

    public void Types(TypeRange types) => _attributes.Types(types);

    public void FunctionalType(IEnumerable<IrType> inputs, IReadOnlyList<IrType> results) => _attributes.FunctionalType(inputs, results);

    /// <summary>One type that is no function, or several in parentheses.</summary>
    public void ResultTypes(IReadOnlyList<IrType> types) => _attributes.Results(types);

    public void Attribute(Attribute attribute, TypeElision elision = TypeElision.Never) => _attributes.Attribute(attribute, elision);

    public void SymbolName(string name) => _attributes.SymbolName(name);

    public void Successor(Block block) => _output.Write("^bb").Write(Names[block]);

    public void Successors(IEnumerable<Block> blocks) => Join(blocks, Successor);

    public void NewLine() => _output.Write('\n').Spaces(_indent);

    /// <summary>What is written stands further in, from the next line on.</summary>
    public void Indented(Action write)
    {
        _indent += IndentWidth;
        write();
        _indent -= IndentWidth;
    }

    /// <summary><c> {a = 1 : i32}</c> with the discardable attributes and those properties that are not elided; nothing when
    /// there are none.</summary>
    public void AttrDict(Operation op, params ReadOnlySpan<string> elided)
    {
        if (Dictionary(op, elided) is not { Count: > 0 } entries) return;
        _output.Write(' ');
        _attributes.Dictionary(entries);
    }

    /// <summary><c> attributes {...}</c>; nothing when there are none.</summary>
    public void AttrDictWithKeyword(Operation op, params ReadOnlySpan<string> elided)
    {
        if (Dictionary(op, elided) is not { Count: > 0 } entries) return;
        _output.Write(" attributes ");
        _attributes.Dictionary(entries);
    }

    public void Dictionary(IEnumerable<NamedAttribute> entries) => _attributes.Dictionary(entries);

    /// <summary>A region in braces.</summary>
    /// <param name="entryArguments">Print the entry block's arguments; false when the operation printed them itself.</param>
    /// <param name="terminators">Print terminators; false when the reader adds them.</param>
    public void Region(Region region, bool entryArguments = true, bool terminators = true, bool emptyBlock = false)
    {
        _output.Write("{\n");
        if (!region.IsEmpty)
        {
            _defaultDialects.Push(region.Parent?.Info.DefaultDialect ?? "");
            for (var i = 0; i < region.Blocks.Count; i++)
            {
                var block = region.Blocks[i];
                var header = i > 0 || (emptyBlock && block.IsEmpty) || (entryArguments && block.Arguments.Count > 0);
                PrintBlock(block, header, i > 0 || terminators);
            }

            _defaultDialects.Pop();
        }

        _output.Spaces(_indent).Write('}');
    }

    /// <summary>An operation: results, name, the rest, location; without indentation and line break.</summary>
    public void Op(Operation op)
    {
        if (_options.Locations && _aliases.IsCollecting) TrailingLocation(op.Location);
        if (op.Results.Length > 0) Results(op);
        OpWithoutResults(op);
        if (_options.Locations) TrailingLocation(op.Location);
    }

    /// <summary>An operation from its name on, without its location.</summary>
    public void OpWithoutResults(Operation op)
    {
        if (_options.Generic || op.Info.Parse is null)
        {
            if (_aliases.IsCollecting) CollectGeneric(op);
            else Generic(op);
        }
        else Custom(op);
    }

    private void Results(Operation op)
    {
        if (op.Results.Length == 1)
        {
            Value(op.Results[0]);
            _output.Write(" = ");
            return;
        }

        Join(Names.ResultGroups(op), group =>
        {
            _output.Write('%').Write(group.Name);
            if (group.Size > 1) _output.Write(':').Write(group.Size);
        });
        _output.Write(" = ");
    }

    private void Custom(Operation op)
    {
        var name = op.Name;
        var prefix = _defaultDialects.Peek();
        var strip = prefix.Length > 0 && op.Info.Dialect == prefix && name.IndexOf('.', prefix.Length + 1) < 0;
        _output.Write(strip ? name.Substring(prefix.Length + 1) : name);
        op.PrintCustom(this);
    }

    private void Generic(Operation op)
    {
        _output.Write('"').Escaped(op.Name).Write("\"(");
        Values(op.Operands);
        _output.Write(')');
        if (op.Successors.Count > 0)
        {
            _output.Write('[');
            Join(op.Successors, Successor);
            _output.Write(']');
        }

        Properties(op);
        if (op.Regions.Count > 0)
        {
            _output.Write(" (");
            Join(op.Regions, region => Region(region, emptyBlock: true));
            _output.Write(')');
        }

        if (op.Attributes.Length > 0)
        {
            _output.Write(' ');
            _attributes.Dictionary(op.Attributes.ToArray());
        }

        _output.Write(" : ");
        FunctionalType(op.Operands.Types, op.ResultList.Select(r => r.Type).ToArray());
    }

    // MLIR looks for aliases of the generic form in an order of its own.
    private void CollectGeneric(Operation op)
    {
        foreach (var region in op.Regions) Region(region);
        Types(op.Operands.Types);
        Types(op.ResultList.Select(r => r.Type));
        foreach (var entry in Dictionary(op, []) ?? []) Attribute(entry.Value);
    }

    private void Properties(Operation op)
    {
        if (op is UnregisteredOperation { PropertyDictionary: { } dictionary })
        {
            _output.Write(" <");
            Attribute(dictionary);
            _output.Write('>');
            return;
        }

        if (!op.Info.IsRegistered) return;
        var entries = new List<NamedAttribute>();
        for (var i = 0; i < op.Properties.Length; i++)
            if (op.Property(i) is { } value)
                entries.Add(new(op.Info.Properties[i], value));
        if (entries.Count == 0) return;
        entries.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        _output.Write(" <");
        _attributes.Dictionary(entries);
        _output.Write('>');
    }

    private static List<NamedAttribute>? Dictionary(Operation op, ReadOnlySpan<string> elided)
    {
        List<NamedAttribute>? entries = null;
        for (var i = 0; i < op.Properties.Length; i++)
            if (op.Property(i) is { } value && elided.IndexOf(op.Info.Properties[i]) < 0)
                (entries ??= []).Add(new(op.Info.Properties[i], value));
        foreach (var attribute in op.Attributes)
            if (elided.IndexOf(attribute.Name) < 0)
                (entries ??= []).Add(attribute);
        entries?.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return entries;
    }

    private void PrintBlock(Block block, bool header, bool terminator)
    {
        if (header) Header(block);
        _indent += IndentWidth;
        if (IsolatedOps(block) is { } isolated) PrintInParts(isolated);
        else
            foreach (var op in block.Ops)
                if (terminator || op != block.Last || !op.Info.Has(OpTraits.IsTerminator)) Line(op);
        _indent -= IndentWidth;
    }

    private void Line(Operation op)
    {
        if (_aliases.IsWrong) return;
        _output.Spaces(_indent);
        Op(op);
        _output.Write('\n');
    }

    // What may be printed side by side: many functions that share neither numbers nor an order.
    private Operation[]? IsolatedOps(Block block)
    {
        if (_options.Generic || _aliases.IsCollecting || _aliases.NamesResources || block.ParentOp is not ModuleOp) return null;
        var ops = new List<Operation>();
        foreach (var op in block.Ops)
        {
            if (!op.Info.Has(OpTraits.IsolatedFromAbove) || op.Results.Length > 0) return null;
            ops.Add(op);
        }

        return ops.Count >= WorthParts ? ops.ToArray() : null;
    }

    private void PrintInParts(Operation[] ops)
    {
        if (_options.Threads == 1)
        {
            Fork(_output).IsolatedLines(ops);
            return;
        }

        // More parts than threads, as functions differ in length.
        var written = new byte[Math.Max(_options.Threads * 8, ops.Length / WorthParts)][];
        SideBySide.Run(written.Length, _options.Threads, () => Fork(new Utf8Writer()), (printer, part) =>
        {
            var (start, end) = (part * ops.Length / written.Length, (part + 1) * ops.Length / written.Length);
            printer.IsolatedLines(ops.AsSpan(start, end - start));
            written[part] = printer._output.ToArray();
            printer._output.Truncate(0);
            return true;
        });
        foreach (var part in written) _output.WriteBytes(part);
    }

    // For another thread.
    private IrPrinter Fork(Utf8Writer output)
    {
        var printer = new IrPrinter(output, _options, new(generic: false), _aliases) { _indent = _indent };
        printer._defaultDialects.Push(_defaultDialects.Peek());
        return printer;
    }

    // Names begin anew in each: few at a time are found fast.
    private void IsolatedLines(ReadOnlySpan<Operation> ops)
    {
        foreach (var op in ops)
        {
            _names.Restart(op);
            Line(op);
        }
    }

    private void Header(Block block)
    {
        _output.Spaces(_indent);
        Successor(block);
        if (block.Arguments.Count > 0)
        {
            _output.Write('(');
            Join(block.Arguments, argument => Argument(argument));
            _output.Write(')');
        }

        _output.Write(':');
        var predecessors = block.PredecessorTerminators;
        if (predecessors.Count == 0)
        {
            if (!block.IsEntry) _output.Write("  // no predecessors");
        }
        else
        {
            var ids = predecessors.Select(p => Names[p.Parent!]).OrderBy(id => id).ToList();
            _output.Write(ids.Count == 1 ? "  // pred: " : $"  // {ids.Count} preds: ");
            Join(ids, id => _output.Write("^bb").Write(id));
        }

        _output.Write('\n');
    }

    /// <summary><c>%arg0: i32 {attributes}</c>, with its location where locations are shown.</summary>
    public void Argument(BlockArgument argument, DictionaryAttr? attributes = null)
    {
        Value(argument);
        _output.Write(": ");
        Type(argument.Type);
        // mlir-opt does not look here for what gets an alias.
        if (attributes is { Entries.IsEmpty: false } && !_aliases.IsCollecting)
        {
            _output.Write(' ');
            _attributes.Dictionary(attributes.Entries);
        }

        if (_options.Locations) ArgumentLocation(argument.Location);
    }

    private void TrailingLocation(Location location)
    {
        _output.Write(" loc(");
        if (!_aliases.Write(_output, new LocationAttr(location), mayDefer: true)) _attributes.LocationBody(location);
        _output.Write(')');
    }

    // An alias is defined for it, as mlir-opt does, but the location is written out.
    private void ArgumentLocation(Location location)
    {
        _output.Write(" loc(");
        if (!_aliases.IsCollecting || !_aliases.Write(_output, new LocationAttr(location), mayDefer: false))
            _attributes.LocationBody(location);
        _output.Write(')');
    }

    private void Join<T>(IEnumerable<T> items, Action<T> write)
    {
        var first = true;
        foreach (var item in items)
        {
            if (!first) _output.Write(", ");
            first = false;
            write(item);
        }
    }
}
