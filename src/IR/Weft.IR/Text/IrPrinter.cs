using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR.Text;

/// <summary>Writes operations as MLIR text. The public methods are what custom forms are written with.</summary>
public sealed class IrPrinter
{
    internal const int IndentWidth = 2;

    // Messages leave out the elements of longer lists.
    private const int LongElements = 16;

    private readonly GenericFormPrinter _generic;
    private readonly RegionPrinter _regions;
    private readonly UsersPrinter _users;
    private readonly AliasTable _aliases;
    private readonly ValueNames _names;
    private readonly PrintOptions _options;

    /// <param name="defaultDialect">That of the region that is printed into.</param>
    internal IrPrinter(Utf8Writer output, PrintOptions options, ValueNames names, AliasTable aliases, string defaultDialect = "builtin")
    {
        (Output, _options, _names, _aliases) = (output, options, names, aliases);
        Attributes = new(output, aliases, options);
        _generic = new(this, Attributes);
        _users = new(this);
        _regions = new(this, new(this, options, aliases), _users, options, defaultDialect);
    }

    public Utf8Writer Output { get; }

    /// <summary>How far in lines begin.</summary>
    internal int Indent { get; set; }

    internal AttributePrinter Attributes { get; }

    internal ValueNames Names => _names.Settle();

    /// <inheritdoc cref="FilePrinter.Print"/>
    public static void Print(Operation op, Utf8Writer output, PrintOptions options) => FilePrinter.Print(op, output, options);

    public static byte[] ToUtf8(Operation op, PrintOptions? options = null)
    {
        var output = new Utf8Writer();
        Print(op, output, options ?? PrintOptions.Default);
        return output.ToArray();
    }

    public static string ToText(Operation op, PrintOptions? options = null) => ByteText.Decode(ToUtf8(op, options)).TrimEnd('\n');

    /// <summary>An operation in generic form, with the names that it has inside its function: for messages.</summary>
    internal static string Describe(Operation op)
    {
        var scope = op;
        while (scope.ParentOp is { } parent && !scope.Info.Has(OpTraits.IsolatedFromAbove)) scope = parent;
        var options = new PrintOptions { Generic = true, ElideElementsAbove = LongElements };
        var output = new Utf8Writer();
        new IrPrinter(output, options, new(options, scope), AliasTable.Empty).Op(op);
        // What takes several lines begins on one of its own.
        var text = output.ToString();
        return text.IndexOf('\n') < 0 ? text : "\n" + text;
    }

    public IrPrinter Text(string text)
    {
        Output.Write(text);
        return this;
    }

    public IrPrinter Space()
    {
        Output.Write(' ');
        return this;
    }

    public void Value(Value value)
    {
        var name = Names[value];
        if (!ReferenceEquals(name, ValueNames.Unknown)) Output.Write('%');
        Output.Write(name);
    }

    public void Values(IEnumerable<Value> values) => Output.Join(values, Value);

    public void Values(OperandRange values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0) Output.Write(", ");
            Value(values[i]);
        }
    }

    public void Type(IrType type) => Attributes.Types.Print(type);

    public void Types(IEnumerable<IrType> types) => Attributes.Types.List(types);

    public void Types(TypeRange types) => Attributes.Types.List(types);

    public void FunctionalType(IEnumerable<IrType> inputs, IReadOnlyList<IrType> results) => Attributes.Types.Functional(inputs, results);

    /// <summary>One type that is no function, or several in parentheses.</summary>
    public void ResultTypes(IReadOnlyList<IrType> types) => Attributes.Types.Results(types);

    public void Attribute(Attribute attribute, TypeElision elision = TypeElision.Never) => Attributes.Attribute(attribute, elision);

    public void SymbolName(string name) => Attributes.SymbolName(name);

    public void Successor(Block block) => Output.Write("^bb").Write(Names[block]);

    public void Successors(IEnumerable<Block> blocks) => Output.Join(blocks, Successor);

    public void NewLine() => Output.Write('\n').Spaces(Indent);

    /// <summary>What is written stands further in, from the next line on.</summary>
    public void Indented(Action write)
    {
        Indent += IndentWidth;
        write();
        Indent -= IndentWidth;
    }

    /// <summary><c> {a = 1 : i32}</c> with the discardable attributes and those properties that are not elided; nothing when
    /// there are none.</summary>
    public void AttrDict(Operation op, params ReadOnlySpan<string> elided)
    {
        if (GenericFormPrinter.Entries(op, elided) is not { } entries) return;
        Output.Write(' ');
        Attributes.Dictionary(entries);
    }

    /// <summary><c> attributes {...}</c>; nothing when there are none.</summary>
    public void AttrDictWithKeyword(Operation op, params ReadOnlySpan<string> elided)
    {
        if (GenericFormPrinter.Entries(op, elided) is not { } entries) return;
        Output.Write(" attributes ");
        Attributes.Dictionary(entries);
    }

    public void Dictionary(IEnumerable<NamedAttribute> entries) => Attributes.Dictionary(entries);

    /// <summary>A region in braces.</summary>
    /// <param name="entryArguments">Print the entry block's arguments; false when the operation printed them itself.</param>
    /// <param name="terminators">Print terminators; false when the reader adds them.</param>
    public void Region(Region region, bool entryArguments = true, bool terminators = true, bool emptyBlock = false) =>
        _regions.Print(region, entryArguments, terminators, emptyBlock);

    /// <summary>An operation: results, name, the rest, location; without indentation and line break.</summary>
    public void Op(Operation op)
    {
        if (op.Results.Length > 0) Results(op);
        OpWithoutResults(op);
        if (_options.Locations) Attributes.Locations.Trailing(op.Location);
    }

    /// <summary>An operation from its name on, without its location.</summary>
    public void OpWithoutResults(Operation op)
    {
        // mlir-opt defines an alias of its location before those inside, and also where none is written.
        if (_options.Locations && _aliases.IsCollecting) Attributes.Locations.Trailing(op.Location);
        if (_options.Generic || op.Info.Parse is null)
        {
            if (_aliases.IsCollecting) _generic.Collect(op);
            else _generic.Print(op);
        }
        else Custom(op);
    }

    /// <summary>An operation as a line.</summary>
    internal void Line(Operation op)
    {
        if (_aliases.IsWrong) return;
        Output.Spaces(Indent);
        Op(op);
        if (_options.ValueUsers) _users.Behind(op);
        Output.Write('\n');
    }

    private void Results(Operation op)
    {
        if (op.Results.Length == 1)
        {
            Value(op.Results[0]);
            Output.Write(" = ");
            return;
        }

        Output.Join(Names.ResultGroups(op), group =>
        {
            Output.Write('%').Write(group.Name);
            if (group.Size > 1) Output.Write(':').Write(group.Size);
        });
        Output.Write(" = ");
    }

    private void Custom(Operation op)
    {
        var name = op.Name;
        var prefix = _regions.DefaultDialect;
        var strip = prefix.Length > 0 && op.Info.Dialect == prefix && name.IndexOf('.', prefix.Length + 1) < 0;
        Output.Write(strip ? name.Substring(prefix.Length + 1) : name);
        op.PrintCustom(this);
    }

    /// <summary><c>%arg0: i32 {attributes}</c>, with its location where locations are shown.</summary>
    public void Argument(BlockArgument argument, DictionaryAttr? attributes = null)
    {
        Value(argument);
        Output.Write(": ");
        Type(argument.Type);
        // mlir-opt does not look here for what gets an alias.
        if (attributes is { Entries.IsEmpty: false } && !_aliases.IsCollecting)
        {
            Output.Write(' ');
            Attributes.Dictionary(attributes.Entries);
        }

        if (_options.Locations) Attributes.Locations.OfArgument(argument.Location);
    }

    /// <summary><c>%arg0</c>, with its location where locations are shown.</summary>
    public void ArgumentWithoutType(BlockArgument argument)
    {
        Value(argument);
        if (_options.Locations) Attributes.Locations.OfArgument(argument.Location);
    }
}
