namespace Weft.IR.Text;

/// <summary>Writes an operation as a file: with the definitions of aliases around it, and resources at the end.</summary>
internal static class FilePrinter
{
    /// <summary>An operation and all inside it, and a line break behind. Around one that stands alone come the definitions of its aliases
    /// and the resources; one inside of another is written without. All is in generic form if it is not valid: custom forms count on
    /// what verifiers check.</summary>
    public static void Print(Operation op, Utf8Writer output, PrintOptions options)
    {
        var isSafe = options.Generic || options.AssumeVerified || Verifier.IsValid(op, options.Threads);
        if (!isSafe) options = options with { Generic = true };
        var names = new ValueNames(options, op);
        if (options.LocalScope || op.Parent is not null) WriteAlone(op, output, options, names);
        else WriteFile(op, output, options, names);
    }

    private static void WriteAlone(Operation op, Utf8Writer output, PrintOptions options, ValueNames names) =>
        new IrPrinter(output, options, names, AliasTable.Empty).Line(op);

    private static void WriteFile(Operation op, Utf8Writer output, PrintOptions options, ValueNames names)
    {
        var metadata = (op as ModuleOp)?.Metadata ?? FileMetadata.Empty;
        // Most modules have no map, set or long tuple: what is printed as if there were none then stands.
        if (!options.Locations && metadata.Aliases.Length == 0)
        {
            var start = output.Length;
            var guess = AliasTable.Guess();
            Write(guess);
            if (!guess.IsWrong) return;
            output.Truncate(start);
        }

        Write(AliasTable.Collect(metadata.Aliases, table => new IrPrinter(new Utf8Writer(), options, names, table).Op(op)));

        void Write(AliasTable aliases)
        {
            var printer = new IrPrinter(output, options, names, aliases);
            aliases.WriteDefinitions(printer.Attributes, deferred: false);
            printer.Line(op);
            aliases.WriteDefinitions(printer.Attributes, deferred: true);
            FileMetadataPrinter.Print(output, metadata, printer.Attributes.Resources, options);
        }
    }
}
