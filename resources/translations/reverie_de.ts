<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AboutWindow</name>
    <message>
        <source>About Reverie</source>
        <translation>Über Reverie</translation>
    </message>
    <message>
        <source>Copy for a report</source>
        <translation>Für einen Bericht kopieren</translation>
    </message>
    <message>
        <source>Draws on this computer. Nothing is sent anywhere unless you ask for it.</source>
        <translation>Zeichnet auf diesem Rechner. Nichts wird irgendwohin geschickt, außer du verlangst es.</translation>
    </message>
    <message>
        <source>Licences of everything in it</source>
        <translation>Lizenzen von allem, was darin ist</translation>
    </message>
</context>
<context>
    <name>AdditionVerbs</name>
    <message>
        <source>The LoRA {0} is used where it lies; nothing was copied.</source>
        <translation>Das LoRA {0} wird benutzt, wo es liegt; nichts wurde kopiert.</translation>
    </message>
    <message>
        <source>The word {0} calls this embedding, which is used where it lies.</source>
        <translation>Das Wort {0} ruft dieses Embedding; es wird benutzt, wo es liegt.</translation>
    </message>
    <message>
        <source>The autoencoder {0} develops the pictures of {1} now, in place of its own.</source>
        <translation>Der Autoencoder {0} entwickelt jetzt die Bilder von {1}, anstelle des eigenen.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>AutoencoderTopic</name>
    <message>
        <source>The autoencoder</source>
        <translation>Der Autoencoder</translation>
    </message>
    <message>
        <source>Drawing does not happen in pixels, which are too many. A network packs the picture into a few channels of small numbers, the latents, and unpacks them again; all else happens between. Try to change one number: drag it up or down on a channel, and see what it paints.</source>
        <translation>Gezeichnet wird nicht in Pixeln, davon gibt es zu viele. Ein Netz packt das Bild in wenige Kanäle kleiner Zahlen, die Latents, und packt sie wieder aus; alles andere geschieht dazwischen. Ändere eine Zahl: Zieh sie in einem Kanal hinauf oder hinab, und sieh, was sie malt.</translation>
    </message>
    <message>
        <source>Change the number in the middle of the first channel</source>
        <translation>Die Zahl in der Mitte des ersten Kanals ändern</translation>
    </message>
    <message>
        <source>Another picture…</source>
        <translation>Anderes Bild …</translation>
    </message>
    <message>
        <source>Mix with a picture…</source>
        <translation>Mit einem Bild mischen …</translation>
    </message>
    <message>
        <source>Sizes on the way</source>
        <translation>Größen unterwegs</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>Das Bild</translation>
    </message>
    <message>
        <source>Unpacked again</source>
        <translation>Wieder ausgepackt</translation>
    </message>
    <message>
        <source>What was lost</source>
        <translation>Was verloren ging</translation>
    </message>
    <message>
        <source>Grey: nothing</source>
        <translation>Grau: nichts</translation>
    </message>
    <message>
        <source>Undo the change</source>
        <translation>Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>&amp;Share of the other picture</source>
        <translation>&amp;Anteil des anderen Bildes</translation>
    </message>
    <message>
        <source>Share of the other picture</source>
        <translation>Anteil des anderen Bildes</translation>
    </message>
    <message>
        <source>Mixed in latents and in pixels</source>
        <translation>In Latents und in Pixeln gemischt</translation>
    </message>
    <message>
        <source>the first</source>
        <translation>das erste</translation>
    </message>
    <message>
        <source>the other</source>
        <translation>das andere</translation>
    </message>
    <message>
        <source>Mixed in latents</source>
        <translation>In Latents gemischt</translation>
    </message>
    <message>
        <source>Mixed in pixels</source>
        <translation>In Pixeln gemischt</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Choose a picture, or draw one.</source>
        <translation>Wähle ein Bild, oder zeichne eins.</translation>
    </message>
    <message>
        <source>Choose a picture to mix with first.</source>
        <translation>Wähle zuerst ein Bild zum Mischen.</translation>
    </message>
    <message>
        <source>the picture</source>
        <translation>das Bild</translation>
    </message>
    <message>
        <source>the latents</source>
        <translation>die Latents</translation>
    </message>
    <message>
        <source>{0}: {1} × {2} channels, {3} numbers</source>
        <translation>{0}: {1} × {2} Kanäle, {3} Zahlen</translation>
    </message>
    <message>
        <source>{0} × {1} × 3 pixels become {2} × {3} × {4} latents: {5} times fewer numbers · difference: PSNR {6} dB</source>
        <translation>{0} × {1} × 3 Pixel werden {2} × {3} × {4} Latents: {5}-mal weniger Zahlen · Unterschied: PSNR {6} dB</translation>
    </message>
    <message>
        <source>Channel {0}</source>
        <translation>Kanal {0}</translation>
    </message>
    <message>
        <source>Drag a cell up or down: its number changes</source>
        <translation>Zieh eine Zelle hinauf oder hinab: Ihre Zahl ändert sich</translation>
    </message>
    <message>
        <source>No number was changed.</source>
        <translation>Keine Zahl wurde geändert.</translation>
    </message>
    <message>
        <source>channel {0}, row {1}, column {2}: {3} became {4}</source>
        <translation>Kanal {0}, Zeile {1}, Spalte {2}: Aus {3} wurde {4}</translation>
    </message>
    <message>
        <source>Packing and unpacking</source>
        <translation>Packt ein und aus</translation>
    </message>
</context>
<context>
    <name>BranchForm</name>
    <message>
        <source>Only where a mask is white…</source>
        <translation>Nur wo eine Maske weiß ist …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Draw the branch</source>
        <translation>Den Zweig zeichnen</translation>
    </message>
    <message>
        <source>Go another way from step {0} on</source>
        <translation>Ab Schritt {0} einen anderen Weg gehen</translation>
    </message>
    <message>
        <source>everywhere; drag a frame over the guess for a part of it</source>
        <translation>überall; ziehe einen Rahmen über die Vermutung für nur einen Teil</translation>
    </message>
    <message>
        <source>only in the frame that you drew</source>
        <translation>nur in dem Rahmen, den du gezogen hast</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Negative prompt</source>
        <translation>Negativer Prompt</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Führung</translation>
    </message>
</context>
<context>
    <name>BranchTree</name>
    <message>
        <source>Branches</source>
        <translation>Zweige</translation>
    </message>
    <message>
        <source>{0} · identical</source>
        <translation>{0} · identisch</translation>
    </message>
</context>
<context>
    <name>CanvasView</name>
    <message>
        <source>Canvas</source>
        <translation>Leinwand</translation>
    </message>
    <message>
        <source>Proposal – not in your picture yet</source>
        <translation>Vorschlag – noch nicht im Bild</translation>
    </message>
    <message>
        <source>Proposal {0} of {1} – not in your picture yet</source>
        <translation>Vorschlag {0} von {1} – noch nicht im Bild</translation>
    </message>
</context>
<context>
    <name>CompareTopic</name>
    <message>
        <source>Words and pictures</source>
        <translation>Worte und Bilder</translation>
    </message>
    <message>
        <source>A second network turns texts and pictures into arrows in one space; what means the same points the same way. It learned from pairs: each text had to find its picture (across), each picture its text (down). Try three texts against three pictures, and see who wins by how much.</source>
        <translation>Ein zweites Netz macht aus Texten und Bildern Pfeile in einem Raum; was dasselbe meint, zeigt in dieselbe Richtung. Es lernte aus Paaren: Jeder Text musste sein Bild finden (quer), jedes Bild seinen Text (hinab). Probiere drei Texte gegen drei Bilder, und sieh, wer wie deutlich gewinnt.</translation>
    </message>
    <message>
        <source>All texts with all pictures; where there are too few, three are drawn first</source>
        <translation>Alle Texte mit allen Bildern; wo zu wenige sind, werden erst drei gezeichnet</translation>
    </message>
    <message>
        <source>How near texts and pictures are</source>
        <translation>Wie nah Texte und Bilder sind</translation>
    </message>
    <message>
        <source>Add a picture…</source>
        <translation>Bild hinzufügen …</translation>
    </message>
    <message>
        <source>Take all away</source>
        <translation>Alle wegnehmen</translation>
    </message>
    <message>
        <source>Choose a folder with CLIP…</source>
        <translation>Ordner mit CLIP wählen …</translation>
    </message>
    <message>
        <source>Compare with the starter</source>
        <translation>Mit dem Starter vergleichen</translation>
    </message>
    <message>
        <source>Tokens on a map</source>
        <translation>Tokens auf einer Karte</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>Quer</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Hinab</translation>
    </message>
    <message>
        <source>As in the dictionary</source>
        <translation>Wie im Wörterbuch</translation>
    </message>
    <message>
        <source>As understood</source>
        <translation>Wie verstanden</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Texts, one a line</source>
        <translation>Texte, einer je Zeile</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>How alike the arrows are: 1 the same way, 0 nothing in common.</source>
        <translation>Wie ähnlich die Pfeile sind: 1 dieselbe Richtung, 0 nichts gemeinsam.</translation>
    </message>
    <message>
        <source>Which of these pictures a text means: each row sums to 100 %.</source>
        <translation>Welches dieser Bilder ein Text meint: Jede Zeile ergibt 100 %.</translation>
    </message>
    <message>
        <source>Which of these texts a picture means: each column sums to 100 %.</source>
        <translation>Welchen dieser Texte ein Bild meint: Jede Spalte ergibt 100 %.</translation>
    </message>
    <message>
        <source>{0} · temperature {1}: similarities are divided by it before they compete</source>
        <translation>{0} · Temperatur {1}: Ähnlichkeiten werden durch sie geteilt, bevor sie wetteifern</translation>
    </message>
    <message>
        <source>Compare something, and its tokens are shown here.</source>
        <translation>Vergleiche etwas, und seine Tokens stehen hier.</translation>
    </message>
    <message>
        <source>These two axes explain {0} % of the differences.</source>
        <translation>Diese zwei Achsen erklären {0} % der Unterschiede.</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Vergleicht</translation>
    </message>
</context>
<context>
    <name>CreateVerbs</name>
    <message>
        <source>Use the model’s own autoencoder</source>
        <translation>Den eigenen Autoencoder des Modells benutzen</translation>
    </message>
</context>
<context>
    <name>DigitMakePart</name>
    <message>
        <source>Other noise</source>
        <translation>Anderes Rauschen</translation>
    </message>
    <message>
        <source>Climbing the score</source>
        <translation>Die Bewertung hinaufsteigen</translation>
    </message>
    <message>
        <source>Removing predicted noise</source>
        <translation>Vorhergesagtes Rauschen wegnehmen</translation>
    </message>
    <message>
        <source>step {0} of {1}</source>
        <translation>Schritt {0} von {1}</translation>
    </message>
    <message>
        <source>Score as a {0}: {1}</source>
        <translation>Bewertung als {0}: {1}</translation>
    </message>
    <message>
        <source>Score as a {0}: {1}. A high score is not yet a digit: the judge learned to tell digits from noise, not to draw. Where it saw neither, its slope leads anywhere.</source>
        <translation>Bewertung als {0}: {1}. Eine hohe Bewertung ist noch keine Ziffer: Der Richter lernte, Ziffern von Rauschen zu unterscheiden, nicht zu zeichnen. Wo er keins von beiden sah, führt seine Steigung irgendwohin.</translation>
    </message>
    <message>
        <source>Score as a {0}: {1}. Each step asks what is noise at this level, and takes a little: so it stays where the network has learned.</source>
        <translation>Bewertung als {0}: {1}. Jeder Schritt fragt, was auf dieser Stufe Rauschen ist, und nimmt ein wenig: So bleibt er dort, wo das Netz gelernt hat.</translation>
    </message>
    <message>
        <source>{0} · seed {1} · time step {2}</source>
        <translation>{0} · Seed {1} · Zeitschritt {2}</translation>
    </message>
    <message>
        <source>removing predicted noise</source>
        <translation>vermutetes Rauschen wegnehmen</translation>
    </message>
    <message>
        <source>It is being made.</source>
        <translation>Sie wird gemacht.</translation>
    </message>
    <message>
        <source>Make a {0}</source>
        <translation>Eine {0} machen</translation>
    </message>
    <message>
        <source>Digit</source>
        <translation>Ziffer</translation>
    </message>
    <message>
        <source>&amp;Digit</source>
        <translation>&amp;Ziffer</translation>
    </message>
    <message>
        <source>both from the same noise, about 1 s</source>
        <translation>beide aus demselben Rauschen, etwa 1 s</translation>
    </message>
</context>
<context>
    <name>DigitPadPart</name>
    <message>
        <source>Sheet to draw on</source>
        <translation>Blatt zum Zeichnen</translation>
    </message>
    <message>
        <source>Draw with the left button, take away with the right one</source>
        <translation>Mit der linken Taste zeichnen, mit der rechten wegnehmen</translation>
    </message>
    <message>
        <source>Empty sheet</source>
        <translation>Leeres Blatt</translation>
    </message>
    <message>
        <source>Write a 3</source>
        <translation>Eine 3 schreiben</translation>
    </message>
    <message>
        <source>What the judge sees</source>
        <translation>Was der Richter sieht</translation>
    </message>
    <message>
        <source>Your drawing at {0} × {0} pixels, with the noise</source>
        <translation>Deine Zeichnung in {0} × {0} Pixeln, mit dem Rauschen</translation>
    </message>
    <message>
        <source>Looks like a digit</source>
        <translation>Sieht aus wie eine Ziffer</translation>
    </message>
    <message>
        <source>N&amp;oise on it</source>
        <translation>R&amp;auschen darauf</translation>
    </message>
    <message>
        <source>Noise on it</source>
        <translation>Rauschen darauf</translation>
    </message>
    <message>
        <source>How far along the {0} time steps, from no noise to nothing else</source>
        <translation>Wie weit entlang der {0} Zeitschritte, von keinem Rauschen bis zu nichts anderem</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>nothing else</source>
        <translation>nichts anderes</translation>
    </message>
    <message>
        <source>Most like a {0}.</source>
        <translation>Am ehesten eine {0}.</translation>
    </message>
    <message>
        <source>A little like a {0}.</source>
        <translation>Ein wenig wie eine {0}.</translation>
    </message>
    <message>
        <source>Like no digit.</source>
        <translation>Wie keine Ziffer.</translation>
    </message>
    <message>
        <source>Time step {0} of {1}.</source>
        <translation>Zeitschritt {0} von {1}.</translation>
    </message>
</context>
<context>
    <name>DigitTrainPart</name>
    <message>
        <source>Noise predictor</source>
        <translation>Rauschvorhersage</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>Richter</translation>
    </message>
    <message>
        <source>Train it here</source>
        <translation>Hier trainieren</translation>
    </message>
    <message>
        <source>Training, step {0} of {1}</source>
        <translation>Training, Schritt {0} von {1}</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>step {0} of {1} · loss {2} · {3} weights, moved by {4} % since the last look</source>
        <translation>Schritt {0} von {1} · Fehler {2} · {3} Gewichte, seit dem letzten Blick um {4} % bewegt</translation>
    </message>
    <message>
        <source>It is being trained.</source>
        <translation>Es wird trainiert.</translation>
    </message>
    <message>
        <source>{0} steps of 64 pictures on the processor, about {1} min</source>
        <translation>{0} Schritte mit 64 Bildern auf dem Prozessor, etwa {1} min</translation>
    </message>
</context>
<context>
    <name>DigitsTopic</name>
    <message>
        <source>The magical function</source>
        <translation>Die magische Funktion</translation>
    </message>
    <message>
        <source>Imagine a function that says how much a picture looks like a digit. A small network learned one from drawn digits with noise. Can changing noise until the score is high make a digit? See why asking what is noise, step by step, works better. Try a 3: put noise on it, and watch the score.</source>
        <translation>Stell dir eine Funktion vor, die sagt, wie sehr ein Bild einer Ziffer gleicht. Ein kleines Netz lernte eine aus gezeichneten Ziffern mit Rauschen. Kann man Rauschen ändern, bis die Bewertung hoch ist, und bekommt eine Ziffer? Sieh, warum es besser geht, Schritt für Schritt nach dem Rauschen zu fragen. Probiere eine 3 mit Rauschen.</translation>
    </message>
    <message>
        <source>Write a 3 and put noise on it</source>
        <translation>Eine 3 schreiben und Rauschen darauflegen</translation>
    </message>
    <message>
        <source>Draw and judge</source>
        <translation>Zeichnen und bewerten</translation>
    </message>
    <message>
        <source>Make a digit</source>
        <translation>Eine Ziffer machen</translation>
    </message>
    <message>
        <source>Train it here</source>
        <translation>Hier trainieren</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Making a digit</source>
        <translation>Macht eine Ziffer</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>Drop picture</source>
        <translation>Bild ablegen</translation>
    </message>
    <message>
        <source>Paste picture</source>
        <translation>Bild einfügen</translation>
    </message>
    <message>
        <source>Open picture</source>
        <translation>Bild öffnen</translation>
    </message>
    <message>
        <source>Start from picture</source>
        <translation>Vom Bild ausgehen</translation>
    </message>
    <message>
        <source>Empty the canvas</source>
        <translation>Leinwand leeren</translation>
    </message>
    <message>
        <source>Keep result</source>
        <translation>Ergebnis behalten</translation>
    </message>
    <message>
        <source>Discard result</source>
        <translation>Ergebnis verwerfen</translation>
    </message>
</context>
<context>
    <name>DownloadWindow</name>
    <message>
        <source>Download a model</source>
        <translation>Modell herunterladen</translation>
    </message>
    <message>
        <source>owner/name, or the address of its page</source>
        <translation>Besitzer/Name, oder die Adresse seiner Seite</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Nachsehen</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>Nicht fertig</translation>
    </message>
    <message>
        <source>Model on the Hugging Face hub</source>
        <translation>Modell auf dem Hugging Face Hub</translation>
    </message>
    <message>
        <source>The hub is asked when you press Look, not before. It learns the name you typed.</source>
        <translation>Der Hub wird gefragt, wenn du auf Nachsehen drückst, nicht vorher. Er erfährt den Namen, den du eingibst.</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>Sieht nach</translation>
    </message>
    <message>
        <source>Type the name of a model first.</source>
        <translation>Gib zuerst den Namen eines Modells ein.</translation>
    </message>
    <message>
        <source>One thing at a time: something is being fetched.</source>
        <translation>Eins nach dem anderen: Es wird gerade etwas geholt.</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>Seite öffnen</translation>
    </message>
    <message>
        <source>{0} came whole. {1}</source>
        <translation>{0} kam ganz an. {1}</translation>
    </message>
    <message>
        <source>{0} came whole and is in your library.</source>
        <translation>{0} kam ganz an und steht in deiner Bibliothek.</translation>
    </message>
    <message>
        <source>Draw with it</source>
        <translation>Damit zeichnen</translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message>
        <source>Download…</source>
        <translation>Herunterladen …</translation>
    </message>
</context>
<context>
    <name>DropLayer</name>
    <message>
        <source>Start from it</source>
        <translation>Davon ausgehen</translation>
    </message>
    <message>
        <source>It becomes your picture.</source>
        <translation>Es wird dein Bild.</translation>
    </message>
    <message>
        <source>Draw with this model</source>
        <translation>Mit diesem Modell zeichnen</translation>
    </message>
    <message>
        <source>It is used where it lies; nothing is copied.</source>
        <translation>Es wird benutzt, wo es liegt; nichts wird kopiert.</translation>
    </message>
    <message>
        <source>Use as prompt</source>
        <translation>Als Prompt benutzen</translation>
    </message>
    <message>
        <source>It replaces the prompt.</source>
        <translation>Ersetzt den Prompt.</translation>
    </message>
</context>
<context>
    <name>EmptyCard</name>
    <message>
        <source>Draw a swan and look inside</source>
        <translation>Einen Schwan zeichnen und hineinsehen</translation>
    </message>
    <message>
        <source>Look into the newest picture</source>
        <translation>In das neueste Bild hineinsehen</translation>
    </message>
    <message>
        <source>Choose a picture…</source>
        <translation>Bild wählen …</translation>
    </message>
    <message>
        <source>There is none yet: pictures that you draw are listed on the Create page.</source>
        <translation>Es gibt noch keins: Gezeichnete Bilder stehen auf der Seite Malen.</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Type a prompt, or drop or paste a picture.</source>
        <translation>Schreib einen Prompt, oder leg ein Bild hierher.</translation>
    </message>
    <message>
        <source>Put these words into the prompt</source>
        <translation>Diese Worte in den Prompt setzen</translation>
    </message>
</context>
<context>
    <name>FilmTopic</name>
    <message>
        <source>The film</source>
        <translation>Der Film</translation>
    </message>
    <message>
        <source>A picture begins as noise. In each step the network says which noise it sees; a part of that is taken away, until a picture is left. Its guess of the end is there from the first step, blurred. Try step 3: where things lie is decided early, how they look late.</source>
        <translation>Ein Bild beginnt als Rauschen. In jedem Schritt sagt das Netz, welches Rauschen es sieht; ein Teil davon wird weggenommen, bis ein Bild übrig ist. Seine Vermutung vom Ende ist vom ersten Schritt an da, verschwommen. Probiere Schritt 3: Wo Dinge liegen, entscheidet sich früh, wie sie aussehen, spät.</translation>
    </message>
    <message>
        <source>Go to step 3</source>
        <translation>Zu Schritt 3</translation>
    </message>
    <message>
        <source>Noise level at each step</source>
        <translation>Rauschen in jedem Schritt</translation>
    </message>
    <message>
        <source>Branch here…</source>
        <translation>Hier abzweigen …</translation>
    </message>
    <message>
        <source>Save as pictures…</source>
        <translation>Als Bilder speichern …</translation>
    </message>
    <message>
        <source>noise level</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>taken away in the step</source>
        <translation>im Schritt weggenommen</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>seed {0} · sampler {1} · noise level σ {2} · time step {3} · share of the picture {4} % · guidance {5} · recording: {6} MB</source>
        <translation>Seed {0} · Sampler {1} · Rauschpegel σ {2} · Zeitschritt {3} · Anteil des Bildes {4} % · Führung {5} · Aufzeichnung: {6} MB</translation>
    </message>
    <message>
        <source>What it was shown</source>
        <translation>Was ihm gezeigt wurde</translation>
    </message>
    <message>
        <source>The picture with its noise</source>
        <translation>Das Bild mit seinem Rauschen</translation>
    </message>
    <message>
        <source>The noise it sees</source>
        <translation>Das Rauschen, das es sieht</translation>
    </message>
    <message>
        <source>What the network says is noise</source>
        <translation>Was das Netz für Rauschen hält</translation>
    </message>
    <message>
        <source>Its guess of the end</source>
        <translation>Seine Vermutung vom Ende</translation>
    </message>
    <message>
        <source>What is left when all of that noise is taken away at once</source>
        <translation>Was übrig bleibt, wenn all dieses Rauschen auf einmal weggenommen wird</translation>
    </message>
    <message>
        <source>Noise added again</source>
        <translation>Wieder hinzugefügtes Rauschen</translation>
    </message>
    <message>
        <source>This sampler puts new noise on after each step</source>
        <translation>Dieser Sampler legt nach jedem Schritt neues Rauschen auf</translation>
    </message>
    <message>
        <source>Go on from this step with other words or guidance, or in one part only</source>
        <translation>Von diesem Schritt an mit anderen Worten oder anderer Führung weitergehen, oder nur in einem Teil</translation>
    </message>
    <message>
        <source>Nothing was changed: identical to the picture that it left.</source>
        <translation>Nichts wurde geändert: identisch mit dem Bild, von dem es abzweigt.</translation>
    </message>
    <message>
        <source>Drawn again, recorded: identical to the last bit.</source>
        <translation>Noch einmal gezeichnet, aufgezeichnet: identisch bis aufs letzte Bit.</translation>
    </message>
    <message>
        <source>Drawn again, recorded: not the same picture. Its model, its files or this computer are not what they were.</source>
        <translation>Noch einmal gezeichnet, aufgezeichnet: nicht dasselbe Bild. Sein Modell, seine Dateien oder dieser Rechner sind nicht mehr, was sie waren.</translation>
    </message>
    <message>
        <source>quick look</source>
        <translation>schneller Blick</translation>
    </message>
    <message>
        <source>Developing this step</source>
        <translation>Entwickelt diesen Schritt</translation>
    </message>
</context>
<context>
    <name>FirstRunCard</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Welcome. Everything here runs on your own computer.</source>
        <translation>Willkommen. Alles hier läuft auf deinem eigenen Rechner.</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <source>My models are elsewhere…</source>
        <translation>Meine Modelle sind woanders …</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Start drawing</source>
        <translation>Losmalen</translation>
    </message>
    <message>
        <source>Your computer</source>
        <translation>Dein Rechner</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Pictures go to</source>
        <translation>Bilder kommen nach</translation>
    </message>
</context>
<context>
    <name>GenerateBar</name>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Halt</translation>
    </message>
    <message>
        <source>Draw this (Ctrl+Enter). While another picture is drawn it waits its turn.</source>
        <translation>Zeichnet dies (Strg+Eingabe). Solange ein anderes Bild gezeichnet wird, wartet es.</translation>
    </message>
    <message>
        <source>How many pictures</source>
        <translation>Wie viele Bilder</translation>
    </message>
    <message>
        <source>How many pictures, each from the next seed</source>
        <translation>Wie viele Bilder, jedes vom nächsten Seed</translation>
    </message>
    <message>
        <source>Draw smaller</source>
        <translation>Kleiner zeichnen</translation>
    </message>
    <message>
        <source>The largest size of this shape that fits</source>
        <translation>Die größte Größe dieser Form, die passt</translation>
    </message>
    <message>
        <source>Nothing is being drawn.</source>
        <translation>Es wird nichts gezeichnet.</translation>
    </message>
    <message>
        <source>Stopping. Once more (Esc) ends the engine at once.</source>
        <translation>Hält an. Noch einmal (Esc) beendet das Zeichenprogramm sofort.</translation>
    </message>
    <message>
        <source>Stop the picture that is drawn (Esc). Finished ones are kept.</source>
        <translation>Hält das Bild an, das gezeichnet wird (Esc). Fertige bleiben.</translation>
    </message>
</context>
<context>
    <name>GuidanceTopic</name>
    <message>
        <source>Guidance</source>
        <translation>Führung</translation>
    </message>
    <message>
        <source>The network is asked twice in each step: with your words, and with the negative prompt, or none. The step goes from the second answer through the first and past it. Guidance says how far: without + g × (with − without). Try g = 15: the words win, the colours get harsh.</source>
        <translation>Das Netz wird in jedem Schritt zweimal gefragt: mit deinen Worten, und mit dem negativen Prompt oder ohne. Der Schritt geht von der zweiten Antwort durch die erste und darüber hinaus. Die Führung sagt, wie weit: ohne + g × (mit − ohne). Probiere g = 15: Die Worte gewinnen, die Farben werden grell.</translation>
    </message>
    <message>
        <source>Set guidance to 15</source>
        <translation>Führung auf 15 stellen</translation>
    </message>
    <message>
        <source>&amp;Guidance g</source>
        <translation>&amp;Führung g</translation>
    </message>
    <message>
        <source>Guidance g</source>
        <translation>Führung g</translation>
    </message>
    <message>
        <source>How far this step goes past the answer with your words</source>
        <translation>Wie weit dieser Schritt über die Antwort mit deinen Worten hinausgeht</translation>
    </message>
    <message>
        <source>the words are not heard</source>
        <translation>die Worte werden nicht gehört</translation>
    </message>
    <message>
        <source>taken literally</source>
        <translation>wörtlich genommen</translation>
    </message>
    <message>
        <source>Use this guidance for the next picture</source>
        <translation>Diese Führung für das nächste Bild benutzen</translation>
    </message>
    <message>
        <source>Draw the sheet</source>
        <translation>Den Bogen zeichnen</translation>
    </message>
    <message>
        <source>Record it with guidance {0}</source>
        <translation>Mit Führung {0} aufzeichnen</translation>
    </message>
    <message>
        <source>Pictures over guidance</source>
        <translation>Bilder über die Führung</translation>
    </message>
    <message>
        <source>A click takes this guidance over</source>
        <translation>Ein Klick übernimmt diese Führung</translation>
    </message>
    <message>
        <source>{0} pictures, g = 1 … 15, about {1}</source>
        <translation>{0} Bilder, g = 1 … 15, etwa {1}</translation>
    </message>
    <message>
        <source>Without the words</source>
        <translation>Ohne die Worte</translation>
    </message>
    <message>
        <source>What the network guesses by itself</source>
        <translation>Was das Netz von sich aus vermutet</translation>
    </message>
    <message>
        <source>With the words</source>
        <translation>Mit den Worten</translation>
    </message>
    <message>
        <source>What it guesses when it is told</source>
        <translation>Was es vermutet, wenn man es ihm sagt</translation>
    </message>
    <message>
        <source>Their difference</source>
        <translation>Ihr Unterschied</translation>
    </message>
    <message>
        <source>Grey: none</source>
        <translation>Grau: keiner</translation>
    </message>
    <message>
        <source>Guided</source>
        <translation>Geführt</translation>
    </message>
    <message>
        <source>Without + g × (with − without)</source>
        <translation>Ohne + g × (mit − ohne)</translation>
    </message>
    <message>
        <source>This picture was drawn with guidance 1: the network was asked once in each step, so there is nothing to compare.</source>
        <translation>Dieses Bild wurde mit Führung 1 gezeichnet: Das Netz wurde in jedem Schritt einmal gefragt, es gibt also nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>This network is told its guidance as a number and asked once in each step, so there is nothing to compare.</source>
        <translation>Diesem Netz wird die Führung als Zahl gesagt; es wird in jedem Schritt einmal gefragt, also gibt es nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>At g = 1 the negative prompt is not even read.</source>
        <translation>Bei g = 1 wird der negative Prompt nicht einmal gelesen.</translation>
    </message>
    <message>
        <source>Without the words means here: with “{0}”, which it is pushed away from.</source>
        <translation>Ohne die Worte heißt hier: mit „{0}“, wovon es weggeschoben wird.</translation>
    </message>
    <message>
        <source>step {0} · noise level σ {1} · g {2} (this picture was drawn with {3}) · mean strength: without {4}, with {5}, their difference {6}</source>
        <translation>Schritt {0} · Rauschen σ {1} · g {2} (dieses Bild wurde mit {3} gezeichnet) · mittlere Stärke: ohne {4}, mit {5}, ihr Unterschied {6}</translation>
    </message>
    <message>
        <source>quick look</source>
        <translation>schneller Blick</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>negativ</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Drawing the sheet, picture {0} of {1}</source>
        <translation>Zeichnet den Bogen, Bild {0} von {1}</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>Reverie: guide</source>
        <translation>Reverie: Anleitung</translation>
    </message>
    <message>
        <source>Pages of the guide</source>
        <translation>Seiten der Anleitung</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>The language changes when Reverie is started again.</source>
        <translation>Die Sprache wechselt, wenn Reverie neu gestartet wird.</translation>
    </message>
    <message>
        <source>This is the newest version.</source>
        <translation>Dies ist die neueste Version.</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>Seite öffnen</translation>
    </message>
    <message>
        <source>There is a newer version: {0}.</source>
        <translation>Es gibt eine neuere Version: {0}.</translation>
    </message>
    <message>
        <source>Whether there is a newer version is not known: {0}.</source>
        <translation>Ob es eine neuere Version gibt, ist nicht bekannt: {0}.</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Reverie ended unexpectedly last time. What was saved is there.</source>
        <translation>Reverie ist letztes Mal unerwartet beendet worden. Was gespeichert war, ist da.</translation>
    </message>
</context>
<context>
    <name>HistoryButton</name>
    <message>
        <source>Earlier prompts</source>
        <translation>Frühere Prompts</translation>
    </message>
    <message>
        <source>Earlier prompts (Alt+↑ in the field)</source>
        <translation>Frühere Prompts (Alt+↑ im Feld)</translation>
    </message>
    <message>
        <source>Search earlier prompts</source>
        <translation>Frühere Prompts durchsuchen</translation>
    </message>
    <message>
        <source>The words of every picture you draw are kept here: the last 200.</source>
        <translation>Die Worte jedes gezeichneten Bildes bleiben hier: die letzten 200.</translation>
    </message>
</context>
<context>
    <name>HowStep</name>
    <message>
        <source>Stop by itself at the best point</source>
        <translation>Am besten Punkt von selbst aufhören</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Noch einmal messen</translation>
    </message>
    <message>
        <source>Keep its idea of any other “{0}”</source>
        <translation>Andere „{0}“ sollen bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>one step, as set below</source>
        <translation>ein Schritt, wie unten eingestellt</translation>
    </message>
    <message>
        <source>{0} steps, as set below</source>
        <translation>{0} Schritte, wie unten eingestellt</translation>
    </message>
    <message>
        <source>{0} steps for {1}</source>
        <translation>{0} Schritte für {1}</translation>
    </message>
    <message>
        <source>Two real steps of each method that fits; nothing is kept of them.</source>
        <translation>Zwei echte Schritte jeder Methode, die passt; nichts bleibt davon.</translation>
    </message>
    <message>
        <source>How thorough</source>
        <translation>Wie gründlich</translation>
    </message>
    <message>
        <source>Likeness is weighed against following your words; the best step is taken.</source>
        <translation>Ähnlichkeit wird gegen Treue abgewogen; der beste Schritt wird genommen.</translation>
    </message>
    <message>
        <source>Without it, everything of this kind would soon look like yours.</source>
        <translation>Sonst sähe bald alles dieser Art aus wie deines.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
</context>
<context>
    <name>InsideVerbs</name>
    <message>
        <source>Choose the folder of a training</source>
        <translation>Ordner eines Trainings wählen</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Bild wählen</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Choose a folder with CLIP</source>
        <translation>Ordner mit CLIP wählen</translation>
    </message>
    <message>
        <source>Save picture and numbers</source>
        <translation>Bild und Zahlen speichern</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Save the film into a new folder here</source>
        <translation>Den Film hier in einen neuen Ordner speichern</translation>
    </message>
    <message>
        <source>The next picture is drawn with guidance {0}.</source>
        <translation>Das nächste Bild wird mit Führung {0} gezeichnet.</translation>
    </message>
    <message>
        <source>Saved as {0}.</source>
        <translation>Gespeichert als {0}.</translation>
    </message>
    <message>
        <source>Record it again</source>
        <translation>Neu aufzeichnen</translation>
    </message>
</context>
<context>
    <name>KeysCard</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Flip through the proposals</source>
        <translation>Durch die Vorschläge blättern</translation>
    </message>
    <message>
        <source>Hand: drag the picture</source>
        <translation>Hand: das Bild ziehen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Hand while it is held</source>
        <translation>Hand, solange sie gehalten wird</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Strg+Z</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Z</source>
        <translation>Strg+Umschalt+Z</translation>
    </message>
    <message>
        <source>Next field</source>
        <translation>Nächstes Feld</translation>
    </message>
    <message>
        <source>A number one step up or down</source>
        <translation>Eine Zahl einen Schritt hinauf oder hinab</translation>
    </message>
    <message>
        <source>PgUp PgDown</source>
        <translation>Bild↑ Bild↓</translation>
    </message>
    <message>
        <source>Ten steps at once</source>
        <translation>Zehn Schritte auf einmal</translation>
    </message>
    <message>
        <source>Word weighs more or less</source>
        <translation>Wort wiegt mehr oder weniger</translation>
    </message>
    <message>
        <source>Ctrl+↑ Ctrl+↓</source>
        <translation>Strg+↑ Strg+↓</translation>
    </message>
    <message>
        <source>Move the phrase between its commas</source>
        <translation>Den Teil zwischen den Kommas verschieben</translation>
    </message>
    <message>
        <source>Earlier and later prompts</source>
        <translation>Frühere und spätere Prompts</translation>
    </message>
    <message>
        <source>Ctrl+Space</source>
        <translation>Strg+Leertaste</translation>
    </message>
    <message>
        <source>Complete the word</source>
        <translation>Wort vervollständigen</translation>
    </message>
    <message>
        <source>One step back or on</source>
        <translation>Einen Schritt zurück oder weiter</translation>
    </message>
    <message>
        <source>Play the steps</source>
        <translation>Die Schritte abspielen</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation>Auf der Leinwand</translation>
    </message>
    <message>
        <source>In prompts</source>
        <translation>In Prompts</translation>
    </message>
    <message>
        <source>In fields</source>
        <translation>In Feldern</translation>
    </message>
    <message>
        <source>On the page Inside</source>
        <translation>Auf der Seite Innen</translation>
    </message>
</context>
<context>
    <name>LibraryDetails</name>
    <message>
        <source>Words</source>
        <translation>Worte</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Benutzen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Work out the hash</source>
        <translation>Hash ausrechnen</translation>
    </message>
    <message>
        <source>Move to the trash…</source>
        <translation>In den Papierkorb …</translation>
    </message>
    <message>
        <source>Use it on the Create page (Enter)</source>
        <translation>Auf der Seite Malen benutzen (Eingabe)</translation>
    </message>
    <message>
        <source>Asks first (Del)</source>
        <translation>Fragt vorher (Entf)</translation>
    </message>
    <message>
        <source>Reads the whole file once; then it is known</source>
        <translation>Liest die ganze Datei einmal; dann ist er bekannt</translation>
    </message>
    <message>
        <source>Add it to the prompt</source>
        <translation>Zum Prompt hinzufügen</translation>
    </message>
    <message>
        <source>Your note</source>
        <translation>Deine Notiz</translation>
    </message>
    <message>
        <source>For yourself; kept by this program alone (F2)</source>
        <translation>Für dich; nur dieses Programm bewahrt sie auf (F2)</translation>
    </message>
</context>
<context>
    <name>LibraryEmpty</name>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
</context>
<context>
    <name>LibraryList</name>
    <message>
        <source>Models and what goes with them</source>
        <translation>Modelle und was dazugehört</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>List it here; it stays where it is</source>
        <translation>Hier auflisten; er bleibt, wo er ist</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the models and what goes with them</source>
        <translation>Modelle und was dazugehört durchsuchen</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>All families</source>
        <translation>Alle Familien</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Namen</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>Größte zuerst</translation>
    </message>
    <message>
        <source>By family</source>
        <translation>Nach Familie</translation>
    </message>
</context>
<context>
    <name>LibrarySide</name>
    <message>
        <source>Add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder; nothing in it is copied</source>
        <translation>Ordner hinzufügen; nichts darin wird kopiert</translation>
    </message>
    <message>
        <source>Take this folder off the list</source>
        <translation>Diesen Ordner von der Liste nehmen</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Take this folder off the list; it stays as it is on the disk</source>
        <translation>Diesen Ordner von der Liste nehmen; auf der Platte bleibt er, wie er ist</translation>
    </message>
</context>
<context>
    <name>LibraryVerbs</name>
    <message>
        <source>Add a folder with models</source>
        <translation>Ordner mit Modellen hinzufügen</translation>
    </message>
</context>
<context>
    <name>LoraRow</name>
    <message>
        <source>Remove the LoRA {0}</source>
        <translation>LoRA {0} entfernen</translation>
    </message>
    <message>
        <source>Out of the stack; the file stays.</source>
        <translation>Aus dem Stapel; die Datei bleibt.</translation>
    </message>
    <message>
        <source>It is switched off. Tick it to change its weight.</source>
        <translation>Es ist abgeschaltet. Setz den Haken, um sein Gewicht zu ändern.</translation>
    </message>
    <message>
        <source>Use the LoRA {0}</source>
        <translation>LoRA {0} benutzen</translation>
    </message>
    <message>
        <source>On or off, without losing its weight.</source>
        <translation>An oder aus, ohne das Gewicht zu verlieren.</translation>
    </message>
    <message>
        <source>Weight of the LoRA {0}</source>
        <translation>Gewicht des LoRAs {0}</translation>
    </message>
    <message>
        <source>How much it counts. 1 is its full strength; below 0 it works the other way.</source>
        <translation>Wie viel es zählt. 1 ist die volle Stärke; unter 0 wirkt es andersherum.</translation>
    </message>
</context>
<context>
    <name>LoraSection</name>
    <message>
        <source>Small additions to the model; the weight says how much.</source>
        <translation>Kleine Zusätze zum Modell; das Gewicht sagt, wie viel.</translation>
    </message>
    <message>
        <source>Add a LoRA…</source>
        <translation>LoRA hinzufügen …</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen …</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>A training runs</source>
        <translation>Ein Training läuft</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>ModelSection</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>Noch kein Modell</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>Modelldatei öffnen …</translation>
    </message>
    <message>
        <source>Open a model folder…</source>
        <translation>Modellordner öffnen …</translation>
    </message>
    <message>
        <source>Download a model…</source>
        <translation>Modell herunterladen …</translation>
    </message>
    <message>
        <source>Which model draws.</source>
        <translation>Welches Modell zeichnet.</translation>
    </message>
    <message>
        <source>There is no model yet. Open a model file or the folder of one.</source>
        <translation>Es gibt noch kein Modell. Öffne eine Modelldatei oder den Ordner eines Modells.</translation>
    </message>
    <message>
        <source>{0} · knows {1} things</source>
        <translation>{0} · kennt {1} Dinge</translation>
    </message>
    <message>
        <source>{0} · knows {1} words</source>
        <translation>{0} · kennt {1} Wörter</translation>
    </message>
    <message>
        <source>{0} MB</source>
        <translation>{0} MB</translation>
    </message>
</context>
<context>
    <name>MoreSection</name>
    <message>
        <source>Have meaning</source>
        <translation>Haben Bedeutung</translation>
    </message>
    <message>
        <source>Are text</source>
        <translation>Sind Text</translation>
    </message>
    <message>
        <source>The rule by which a step is taken.</source>
        <translation>Die Regel, nach der ein Schritt gemacht wird.</translation>
    </message>
    <message>
        <source>How much of the contrast that guidance adds is taken back. Models that learned v-prediction want about 70 %; an empty field is the model’s own.</source>
        <translation>Wie viel vom Kontrast, den die Führung hinzufügt, zurückgenommen wird. Modelle, die v-Vorhersage gelernt haben, wollen etwa 70 %; ein leeres Feld ist der Wert des Modells.</translation>
    </message>
    <message>
        <source>From which layer of the text reader the words are taken. 1: as the model was taught; some models of other people want 2.</source>
        <translation>Aus welcher Schicht des Textlesers die Worte kommen. 1: wie das Modell gelernt hat; manche Modelle anderer Leute wollen 2.</translation>
    </message>
    <message>
        <source>What turns the finished numbers into a picture; another one changes its colours.</source>
        <translation>Was die fertigen Zahlen zu einem Bild macht; ein anderes ändert die Farben.</translation>
    </message>
    <message>
        <source>Have meaning: (word:1.2), [a:b:0.5], {a|b}, AND, &lt;lora:…&gt; and the like steer the picture. Are text: they are characters like others, in both prompts.</source>
        <translation>Haben Bedeutung: (wort:1.2), [a:b:0.5], {a|b}, AND, &lt;lora:…&gt; und Ähnliches lenken das Bild. Sind Text: Es sind Zeichen wie andere, in beiden Prompts.</translation>
    </message>
    <message>
        <source>S&amp;ampler</source>
        <translation>Sa&amp;mpler</translation>
    </message>
    <message>
        <source>S&amp;chedule</source>
        <translation>&amp;Verteilung</translation>
    </message>
    <message>
        <source>Resca&amp;le</source>
        <translation>&amp;Zurücknehmen</translation>
    </message>
    <message>
        <source>Clip s&amp;kip</source>
        <translation>C&amp;lip-Skip</translation>
    </message>
    <message>
        <source>Brackets</source>
        <translation>Klammern</translation>
    </message>
    <message>
        <source>How the steps are spread from much noise to none.</source>
        <translation>Wie die Schritte von viel Rauschen bis keinem verteilt sind.</translation>
    </message>
    <message>
        <source>This sampler has steps of its own; no other schedule fits it.</source>
        <translation>Dieser Sampler hat eigene Schritte; keine andere Verteilung passt dazu.</translation>
    </message>
    <message>
        <source>The model’s</source>
        <translation>Die des Modells</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>Mehr Einstellungen</translation>
    </message>
    <message>
        <source>{0} · {1} changed</source>
        <translation>{0} · {1} geändert</translation>
    </message>
    <message>
        <source>Sampler, schedule, rescale, clip skip, autoencoder and brackets</source>
        <translation>Sampler, Verteilung, Zurücknehmen, Clip-Skip, Autoencoder und Klammern</translation>
    </message>
</context>
<context>
    <name>NoiseTopic</name>
    <message>
        <source>Noise and time steps</source>
        <translation>Rauschen und Zeitschritte</translation>
    </message>
    <message>
        <source>To learn, the network gets pictures with noise and must say which noise. A time step tells how much: 0 almost none, 999 nothing but noise. Here it answers at once, without small steps. Try t = 900: it guesses one blurred picture, the mean of all that could be.</source>
        <translation>Zum Lernen bekommt das Netz Bilder mit Rauschen und muss sagen, welches Rauschen. Ein Zeitschritt sagt, wie viel: 0 fast keins, 999 nichts als Rauschen. Hier antwortet es auf einmal, ohne kleine Schritte. Probiere t = 900: Es vermutet ein verschwommenes Bild, das Mittel von allem, was sein könnte.</translation>
    </message>
    <message>
        <source>Go to time step 900</source>
        <translation>Zu Zeitschritt 900</translation>
    </message>
    <message>
        <source>Another picture…</source>
        <translation>Anderes Bild …</translation>
    </message>
    <message>
        <source>The picture with noise</source>
        <translation>Das Bild mit Rauschen</translation>
    </message>
    <message>
        <source>Its guess in one step</source>
        <translation>Seine Vermutung in einem Schritt</translation>
    </message>
    <message>
        <source>&amp;Time step t</source>
        <translation>&amp;Zeitschritt t</translation>
    </message>
    <message>
        <source>Time step t</source>
        <translation>Zeitschritt t</translation>
    </message>
    <message>
        <source>How much noise: the share of the picture falls with it</source>
        <translation>Wie viel Rauschen: Der Anteil des Bildes sinkt damit</translation>
    </message>
    <message>
        <source>the picture</source>
        <translation>das Bild</translation>
    </message>
    <message>
        <source>noise alone</source>
        <translation>nur Rauschen</translation>
    </message>
    <message>
        <source>Another noise</source>
        <translation>Anderes Rauschen</translation>
    </message>
    <message>
        <source>Measure all time steps</source>
        <translation>Alle Zeitschritte messen</translation>
    </message>
    <message>
        <source>Noise added in a step</source>
        <translation>In einem Schritt hinzugefügtes Rauschen</translation>
    </message>
    <message>
        <source>Share of the picture</source>
        <translation>Anteil des Bildes</translation>
    </message>
    <message>
        <source>Signal to noise</source>
        <translation>Signal zu Rauschen</translation>
    </message>
    <message>
        <source>Error of the prediction</source>
        <translation>Fehler der Vorhersage</translation>
    </message>
    <message>
        <source>Words that the network is told</source>
        <translation>Worte, die dem Netz gesagt werden</translation>
    </message>
    <message>
        <source>The network is asked {0} times</source>
        <translation>Das Netz wird {0}-mal gefragt</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Worte</translation>
    </message>
    <message>
        <source>Choose a picture, or draw one.</source>
        <translation>Wähle ein Bild, oder zeichne eins.</translation>
    </message>
    <message>
        <source> · share of the picture {0} % · signal to noise {1}</source>
        <translation> · Anteil des Bildes {0} % · Signal zu Rauschen {1}</translation>
    </message>
    <message>
        <source>t {0} · noise no. {1} · error of the prediction {2}</source>
        <translation>t {0} · Rauschen Nr. {1} · Fehler der Vermutung {2}</translation>
    </message>
    <message>
        <source>quick look</source>
        <translation>schneller Blick</translation>
    </message>
    <message>
        <source>SNR, powers of ten</source>
        <translation>SNR, Zehnerpotenzen</translation>
    </message>
    <message>
        <source>mean, with the band of {0} noises</source>
        <translation>Mittel, mit dem Band von {0} Rauschen</translation>
    </message>
    <message>
        <source>It is being measured.</source>
        <translation>Es wird gemessen.</translation>
    </message>
    <message>
        <source>Measuring, time step {0} of {1}</source>
        <translation>Misst, Zeitschritt {0} von {1}</translation>
    </message>
</context>
<context>
    <name>NumbersSection</name>
    <message>
        <source>Grey: the model’s own value; an empty field or a double click brings it back.</source>
        <translation>Grau: der Wert des Modells; ein leeres Feld oder ein Doppelklick bringt ihn zurück.</translation>
    </message>
    <message>
        <source>&amp;Guidance</source>
        <translation>&amp;Führung</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Führung</translation>
    </message>
    <message>
        <source>How hard each step is pulled towards your words. Low: softer, may ignore words. Above about 12: harsh colours.</source>
        <translation>Wie stark jeder Schritt zu deinen Worten gezogen wird. Niedrig: weicher, überhört vielleicht Worte. Über etwa 12: grelle Farben.</translation>
    </message>
    <message>
        <source>dreams freely</source>
        <translation>träumt frei</translation>
    </message>
    <message>
        <source>takes it literally</source>
        <translation>nimmt Worte genau</translation>
    </message>
    <message>
        <source>&amp;Steps</source>
        <translation>&amp;Schritte</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>How many small corrections turn noise into a picture. Time grows with it; beyond 30 little changes.</source>
        <translation>Wie viele kleine Verbesserungen aus Rauschen ein Bild machen. Die Zeit wächst damit; über 30 ändert sich wenig.</translation>
    </message>
</context>
<context>
    <name>OfferCard</name>
    <message>
        <source>Open its page</source>
        <translation>Seite öffnen</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>not named; see its page</source>
        <translation>nicht genannt; siehe seine Seite</translation>
    </message>
    <message>
        <source>It is {0}, which cannot be used here.</source>
        <translation>Es ist {0}, was hier nicht benutzt werden kann.</translation>
    </message>
    <message>
        <source>There is no model in it that can be used here.</source>
        <translation>Es ist kein Modell darin, das hier benutzt werden kann.</translation>
    </message>
    <message>
        <source>There is no room: {0} are needed.</source>
        <translation>Es ist kein Platz: {0} werden gebraucht.</translation>
    </message>
    <message>
        <source>Download {0}</source>
        <translation>{0} herunterladen</translation>
    </message>
    <message>
        <source>Its licence must be accepted on its page first.</source>
        <translation>Seine Lizenz muss erst auf seiner Seite angenommen werden.</translation>
    </message>
    <message>
        <source>An old format: it is opened in a locked room, once.</source>
        <translation>Ein altes Format: Es wird einmal in einem verschlossenen Raum geöffnet.</translation>
    </message>
</context>
<context>
    <name>OpeningVerbs</name>
    <message>
        <source>Open picture</source>
        <translation>Bild öffnen</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>Modellordner öffnen</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>Modelldatei öffnen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Choose a LoRA</source>
        <translation>LoRA wählen</translation>
    </message>
    <message>
        <source>LoRAs and embeddings</source>
        <translation>LoRAs und Embeddings</translation>
    </message>
    <message>
        <source>{0} is used where it lies; nothing was copied.</source>
        <translation>{0} wird benutzt, wo es liegt; nichts wurde kopiert.</translation>
    </message>
    <message>
        <source>Where pictures go from now on</source>
        <translation>Wohin die Bilder ab jetzt kommen</translation>
    </message>
</context>
<context>
    <name>PhotoDetails</name>
    <message>
        <source>The part that is learned: drag it; arrow keys move, + and − resize</source>
        <translation>Der Teil, der gelernt wird: ziehen; Pfeiltasten verschieben, + und − ändern die Größe</translation>
    </message>
    <message>
        <source>The part that is learned. Drag it or its corners; arrow keys move, + and − resize.</source>
        <translation>Der Teil, der gelernt wird. Ziehe ihn oder seine Ecken; Pfeiltasten verschieben, + und − ändern die Größe.</translation>
    </message>
    <message>
        <source>What else is to be seen</source>
        <translation>Was sonst zu sehen ist</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>Hereinnehmen</translation>
    </message>
    <message>
        <source>Keep as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Crop closer</source>
        <translation>Enger zuschneiden</translation>
    </message>
    <message>
        <source>Reset crop</source>
        <translation>Ausschnitt zurücksetzen</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Drehen</translation>
    </message>
    <message>
        <source>Words for this picture</source>
        <translation>Worte zu diesem Bild</translation>
    </message>
    <message>
        <source>Crop around it</source>
        <translation>Ausschnitt darum</translation>
    </message>
    <message>
        <source>Half a turn. The file stays as it is.</source>
        <translation>Eine halbe Drehung. Die Datei bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>A quarter turn to the left. The file stays as it is.</source>
        <translation>Eine Vierteldrehung nach links. Die Datei bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>You keep it as it is.</source>
        <translation>Du behältst es, wie es ist.</translation>
    </message>
    <message>
        <source>Back to the crop that was proposed.</source>
        <translation>Zurück zum vorgeschlagenen Ausschnitt.</translation>
    </message>
    <message>
        <source>In English, as in prompts. Enter goes on to the next picture. No file is changed.</source>
        <translation>Auf Englisch, wie in Prompts. Enter geht zum nächsten Bild. Keine Datei wird geändert.</translation>
    </message>
    <message>
        <source>Being looked at …</source>
        <translation>Wird angesehen …</translation>
    </message>
    <message>
        <source>Left out: nothing is learned from it.</source>
        <translation>Weggelassen: Daraus wird nichts gelernt.</translation>
    </message>
    <message>
        <source>It has no words yet: say what is to be seen in it.</source>
        <translation>Es hat noch keine Worte: Sag, was darauf zu sehen ist.</translation>
    </message>
    <message>
        <source>Nothing is wrong with it.</source>
        <translation>Daran ist nichts auszusetzen.</translation>
    </message>
    <message>
        <source>It is good as it is; nothing more is said of it.</source>
        <translation>Es ist gut so; mehr wird dazu nicht gesagt.</translation>
    </message>
    <message>
        <source>A quarter turn to the right. The file stays as it is.</source>
        <translation>Eine Vierteldrehung nach rechts. Die Datei bleibt, wie sie ist.</translation>
    </message>
</context>
<context>
    <name>PhotosStep</name>
    <message>
        <source>Add photos…</source>
        <translation>Fotos hinzufügen …</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Leave out flagged</source>
        <translation>Bemängelte weglassen</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Those that need a look; each can be taken in again.</source>
        <translation>Alle, die einen Blick brauchen; jedes kann wieder herein.</translation>
    </message>
</context>
<context>
    <name>PictureSource</name>
    <message>
        <source>Draw a swan</source>
        <translation>Einen Schwan zeichnen</translation>
    </message>
</context>
<context>
    <name>PromptSection</name>
    <message>
        <source>{0} / {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>The model reads {0} pieces of words at once; these are {1}.</source>
        <translation>Das Modell liest {0} Wortstücke auf einmal; dies sind {1}.</translation>
    </message>
    <message>
        <source>They are read in {0} groups, which hold together less well.</source>
        <translation>Sie werden in {0} Gruppen gelesen, die weniger gut zusammenhalten.</translation>
    </message>
    <message>
        <source>P&amp;rompt</source>
        <translation>P&amp;rompt</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>What should be in the picture</source>
        <translation>Was im Bild sein soll</translation>
    </message>
    <message>
        <source>What should be in the picture.</source>
        <translation>Was im Bild sein soll.</translation>
    </message>
    <message>
        <source>&amp;Negative prompt</source>
        <translation>&amp;Negativer Prompt</translation>
    </message>
    <message>
        <source>Negative prompt</source>
        <translation>Negativer Prompt</translation>
    </message>
    <message>
        <source>What should not be in it</source>
        <translation>Was nicht darin sein soll</translation>
    </message>
    <message>
        <source>{0} has never seen the word “{1}”; your own model may know it.</source>
        <translation>{0} hat das Wort „{1}“ nie gesehen; dein eigenes Modell kennt es vielleicht.</translation>
    </message>
    <message>
        <source>1 unknown word</source>
        <translation>1 unbekanntes Wort</translation>
    </message>
    <message>
        <source>{0} unknown words</source>
        <translation>{0} unbekannte Wörter</translation>
    </message>
    <message>
        <source>What should not be in it; each step is pushed away from these words.</source>
        <translation>Was nicht darin sein soll; jeder Schritt wird von diesen Worten weggeschoben.</translation>
    </message>
    <message>
        <source>No effect at guidance 1: the negative prompt is not read there.</source>
        <translation>Ohne Wirkung bei Führung 1: Dort wird der negative Prompt nicht gelesen.</translation>
    </message>
</context>
<context>
    <name>ProposalBar</name>
    <message>
        <source>Proposals</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Former proposal</source>
        <translation>Voriger Vorschlag</translation>
    </message>
    <message>
        <source>Next proposal</source>
        <translation>Nächster Vorschlag</translation>
    </message>
    <message>
        <source>Keep  ⏎</source>
        <translation>Behalten  ⏎</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Make this your picture (Enter)</source>
        <translation>Zu deinem Bild machen (Eingabe)</translation>
    </message>
    <message>
        <source>Discard  Del</source>
        <translation>Verwerfen  Entf</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Take it off the canvas; its file stays (Del)</source>
        <translation>Von der Leinwand nehmen; die Datei bleibt (Entf)</translation>
    </message>
    <message>
        <source>Look inside</source>
        <translation>Hineinsehen</translation>
    </message>
    <message>
        <source>Look inside: see how this picture came about</source>
        <translation>Hineinsehen: sehen, wie dieses Bild entstand</translation>
    </message>
    <message>
        <source>Proposal {0} of {1}</source>
        <translation>Vorschlag {0} von {1}</translation>
    </message>
    <message>
        <source>There is one proposal only.</source>
        <translation>Es gibt nur einen Vorschlag.</translation>
    </message>
    <message>
        <source>Former proposal (←)</source>
        <translation>Voriger Vorschlag (←)</translation>
    </message>
    <message>
        <source>Next proposal (→)</source>
        <translation>Nächster Vorschlag (→)</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>Picture {0} of {1}: {2}</source>
        <translation>Bild {0} von {1}: {2}</translation>
    </message>
</context>
<context>
    <name>ResultsStrip</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Start from it</source>
        <translation>Davon ausgehen</translation>
    </message>
    <message>
        <source>Look inside</source>
        <translation>Hineinsehen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Pictures appear here.</source>
        <translation>Hier erscheinen Bilder.</translation>
    </message>
</context>
<context>
    <name>RunTopic</name>
    <message>
        <source>Picture that is looked into</source>
        <translation>Bild, in das hineingesehen wird</translation>
    </message>
    <message>
        <source>Pictures that were recorded since the window was opened</source>
        <translation>Bilder, die seit dem Öffnen des Fensters aufgezeichnet wurden</translation>
    </message>
    <message>
        <source>No picture has been recorded yet. Draw one, or take one of yours: it is drawn once more, the same to the last bit, and everything is written down.</source>
        <translation>Noch wurde kein Bild aufgezeichnet. Zeichne eins, oder nimm eins von dir: Es wird noch einmal gezeichnet, gleich bis aufs letzte Bit, und alles wird aufgeschrieben.</translation>
    </message>
</context>
<context>
    <name>RunVerbs</name>
    <message>
        <source>Use it</source>
        <translation>Benutzen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>Aufhören und behalten</translation>
    </message>
    <message>
        <source>Paint meanwhile</source>
        <translation>Inzwischen malen</translation>
    </message>
    <message>
        <source>Paint with it</source>
        <translation>Damit malen</translation>
    </message>
    <message>
        <source>Show file</source>
        <translation>Datei zeigen</translation>
    </message>
    <message>
        <source>Puts it on the Create page, with its word and strength.</source>
        <translation>Bringt es auf die Seite Malen, mit Wort und Stärke.</translation>
    </message>
    <message>
        <source>Saved states and samples go to the trash; the result stays.</source>
        <translation>Zwischenstände und Proben kommen in den Papierkorb; das Ergebnis bleibt.</translation>
    </message>
    <message>
        <source>It waits now. It can be ended once it runs.</source>
        <translation>Es wartet jetzt. Beenden kann man es, sobald es läuft.</translation>
    </message>
    <message>
        <source>Nothing is learned before the first step.</source>
        <translation>Vor dem ersten Schritt ist nichts gelernt.</translation>
    </message>
    <message>
        <source>It saves and frees the device; it goes on where it was.</source>
        <translation>Es sichert und gibt das Gerät frei; weiter geht es, wo es war.</translation>
    </message>
    <message>
        <source>It leaves the queue; one that has not begun is a draft again.</source>
        <translation>Es verlässt die Warteschlange; was noch nicht begonnen hat, ist wieder ein Entwurf.</translation>
    </message>
    <message>
        <source>It is being put on the Create page.</source>
        <translation>Es wird gerade auf die Seite Malen gebracht.</translation>
    </message>
    <message>
        <source>Ends now, with a result of what is learned so far.</source>
        <translation>Endet jetzt, mit dem, was bisher gelernt ist.</translation>
    </message>
    <message>
        <source>Teaching makes room by itself while you draw.</source>
        <translation>Das Training macht von selbst Platz, solange du malst.</translation>
    </message>
    <message>
        <source>What it has learned up to the last saved step goes to the Create page.</source>
        <translation>Was es bis zum letzten gesicherten Schritt gelernt hat, kommt auf die Seite Malen.</translation>
    </message>
</context>
<context>
    <name>RunView</name>
    <message>
        <source>All trainings</source>
        <translation>Alle Trainings</translation>
    </message>
    <message>
        <source>Back to all trainings</source>
        <translation>Zurück zu allen Trainings</translation>
    </message>
    <message>
        <source>Take this step instead</source>
        <translation>Stattdessen diesen Schritt nehmen</translation>
    </message>
    <message>
        <source>Faithfulness (1 = as before teaching)</source>
        <translation>Treue (1 = wie vor dem Anlernen)</translation>
    </message>
    <message>
        <source>Likeness (1 = like two of your photos)</source>
        <translation>Ähnlichkeit (1 = wie zwei deiner Fotos)</translation>
    </message>
    <message>
        <source>Likeness against faithfulness, a mark for each judged step</source>
        <translation>Ähnlichkeit gegen Treue, eine Marke für jeden beurteilten Schritt</translation>
    </message>
    <message>
        <source>Loss (smoothed; not a verdict)</source>
        <translation>Fehler (geglättet; kein Urteil)</translation>
    </message>
    <message>
        <source>Loss over steps</source>
        <translation>Fehler über den Schritten</translation>
    </message>
    <message>
        <source>The first verdict comes with the first saved step.</source>
        <translation>Das erste Urteil kommt mit dem ersten gesicherten Schritt.</translation>
    </message>
    <message>
        <source>The step you look at becomes the result; the former one can be taken again.</source>
        <translation>Der Schritt, den du ansiehst, wird das Ergebnis; der frühere kann wieder genommen werden.</translation>
    </message>
</context>
<context>
    <name>RunningRow</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>What came is kept; Go on fetches the rest, also another day.</source>
        <translation>Was kam, bleibt; Weiter holt den Rest, auch an einem anderen Tag.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stops and throws away what came.</source>
        <translation>Hält an und wirft weg, was kam.</translation>
    </message>
    <message>
        <source>Fetching {0}</source>
        <translation>Holt {0}</translation>
    </message>
    <message>
        <source>Stopping; what came is kept</source>
        <translation>Hält an; was kam, bleibt</translation>
    </message>
    <message>
        <source>Stopping; what came is thrown away</source>
        <translation>Hält an; was kam, wird weggeworfen</translation>
    </message>
</context>
<context>
    <name>SeedSection</name>
    <message>
        <source>See&amp;d</source>
        <translation>S&amp;eed</translation>
    </message>
    <message>
        <source>New seed</source>
        <translation>Neuer Seed</translation>
    </message>
    <message>
        <source>Throw the dice: another seed, and keep it</source>
        <translation>Würfeln: ein anderer Seed, und ihn behalten</translation>
    </message>
    <message>
        <source>Keep the seed</source>
        <translation>Den Seed behalten</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>The number the first noise comes from. Same seed and settings, same picture. Lock keeps it; unlocked, grey shows the last one.</source>
        <translation>Die Zahl, aus der das erste Rauschen kommt. Gleicher Seed und gleiche Einstellungen, gleiches Bild. Das Schloss behält ihn; offen zeigt Grau den letzten.</translation>
    </message>
    <message>
        <source>always new</source>
        <translation>immer neu</translation>
    </message>
    <message>
        <source>Locked: the same seed each time</source>
        <translation>Verschlossen: jedes Mal derselbe Seed</translation>
    </message>
    <message>
        <source>Open: a new seed for each picture</source>
        <translation>Offen: ein neuer Seed für jedes Bild</translation>
    </message>
</context>
<context>
    <name>SettingsFold</name>
    <message>
        <source>Search the settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>“{0}” must be {1}.</source>
        <translation>„{0}“ muss {1} sein.</translation>
    </message>
    <message>
        <source>Back to the usual</source>
        <translation>Zurück zum Üblichen</translation>
    </message>
    <message>
        <source>Back to the usual value</source>
        <translation>Zurück zum üblichen Wert</translation>
    </message>
    <message>
        <source>It must be {0}.</source>
        <translation>Es muss {0} sein.</translation>
    </message>
    <message>
        <source>Above 1 it breaks any model; {0} is usual.</source>
        <translation>Über 1 zerstört es jedes Modell; {0} ist üblich.</translation>
    </message>
</context>
<context>
    <name>SizeSection</name>
    <message>
        <source>Si&amp;ze</source>
        <translation>&amp;Größe</translation>
    </message>
    <message>
        <source>Swap width and height</source>
        <translation>Breite und Höhe tauschen</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>A multiple of 8, from 8 to 4096 px.</source>
        <translation>Ein Vielfaches von 8, von 8 bis 4096 px.</translation>
    </message>
    <message>
        <source>The model learned {0} px; far above that things appear twice. Sizes are multiples of 8.</source>
        <translation>Das Modell hat {0} px gelernt; weit darüber erscheinen Dinge doppelt. Größen sind Vielfache von 8.</translation>
    </message>
    <message>
        <source>Square {0} × {1}</source>
        <translation>Quadrat {0} × {1}</translation>
    </message>
    <message>
        <source>The model’s {0} × {1}</source>
        <translation>Die des Modells {0} × {1}</translation>
    </message>
    <message>
        <source>Portrait {0} × {1}</source>
        <translation>Hochformat {0} × {1}</translation>
    </message>
    <message>
        <source>Landscape {0} × {1}</source>
        <translation>Querformat {0} × {1}</translation>
    </message>
    <message>
        <source>As the picture {0} × {1}</source>
        <translation>Wie das Bild {0} × {1}</translation>
    </message>
    <message>
        <source>Other size…</source>
        <translation>Andere Größe …</translation>
    </message>
    <message>
        <source>Other size</source>
        <translation>Andere Größe</translation>
    </message>
    <message>
        <source>{0} × {1}</source>
        <translation>{0} × {1}</translation>
    </message>
    <message>
        <source>Only multiples of 8, up to 4096 px, can be drawn: {0} became {1} px.</source>
        <translation>Nur Vielfache von 8 bis 4096 px können gezeichnet werden: Aus {0} wurden {1} px.</translation>
    </message>
</context>
<context>
    <name>StartSection</name>
    <message>
        <source>Words</source>
        <translation>Worte</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Ausgehen von</translation>
    </message>
    <message>
        <source>S&amp;trength</source>
        <translation>S&amp;tärke</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>keep the picture</source>
        <translation>Bild behalten</translation>
    </message>
    <message>
        <source>redraw it</source>
        <translation>neu zeichnen</translation>
    </message>
    <message>
        <source>Start fro&amp;m</source>
        <translation>A&amp;usgehen von</translation>
    </message>
    <message>
        <source>Only your words say what is drawn.</source>
        <translation>Nur deine Worte sagen, was gezeichnet wird.</translation>
    </message>
    <message>
        <source>What lies in the frame is redrawn after your words.</source>
        <translation>Was im Rahmen liegt, wird nach deinen Worten neu gezeichnet.</translation>
    </message>
    <message>
        <source>There is no picture on the canvas yet: drop, paste or open one.</source>
        <translation>Auf der Leinwand ist noch kein Bild: Leg eins ab, füge eins ein oder öffne eins.</translation>
    </message>
    <message>
        <source>How much may change. 30 %: new surface, same shapes. 60 %: same layout. 90 %: hardly a trace. Runs {0} of the {1} steps.</source>
        <translation>Wie viel sich ändern darf. 30 %: neue Oberfläche, gleiche Formen. 60 %: gleiche Anordnung. 90 %: kaum eine Spur. Macht {0} der {1} Schritte.</translation>
    </message>
</context>
<context>
    <name>StartStep</name>
    <message>
        <source>Change…</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <source>{0} “{1}” from {2}, for {3}.</source>
        <translation>{0} „{1}“ aus {2}, für {3}.</translation>
    </message>
    <message>
        <source>about {0}</source>
        <translation>etwa {0}</translation>
    </message>
    <message>
        <source>{0} of memory</source>
        <translation>{0} Speicher</translation>
    </message>
    <message>
        <source>up to {0} on the disk</source>
        <translation>bis zu {0} auf der Platte</translation>
    </message>
    <message>
        <source>No room there: {0} free, {1} needed.</source>
        <translation>Dort ist kein Platz: {0} frei, {1} nötig.</translation>
    </message>
    <message>
        <source>A taught model can give away what its photos look like: share it as you would share them.</source>
        <translation>Ein Modell kann verraten, wie seine Fotos aussehen: Gib es nur weiter, wie du sie weitergäbest.</translation>
    </message>
    <message>
        <source>Another folder for the trainings</source>
        <translation>Ein anderer Ordner für die Trainings</translation>
    </message>
    <message>
        <source>Paint meanwhile: teaching makes room by itself and goes on half a minute later.</source>
        <translation>Male inzwischen: Das Training macht von selbst Platz und geht eine halbe Minute danach weiter.</translation>
    </message>
    <message>
        <source>Stop, switch off or crash: it goes on where it was.</source>
        <translation>Anhalten, Ausschalten, Absturz: Es geht weiter, wo es war.</translation>
    </message>
    <message>
        <source>Photos are read in place and never leave this computer.</source>
        <translation>Fotos werden dort gelesen, wo sie liegen, und verlassen diesen Rechner nie.</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Opens the page of this training.</source>
        <translation>Öffnet die Seite dieses Trainings.</translation>
    </message>
</context>
<context>
    <name>StepPictures</name>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Before teaching</source>
        <translation>Vor dem Training</translation>
    </message>
    <message>
        <source>before teaching</source>
        <translation>vor dem Training</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>Lays what the untrained model drew from the same seeds over it.</source>
        <translation>Legt darüber, was das Modell vor dem Training mit denselben Startwerten malte.</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>An earlier step (←)</source>
        <translation>Ein früherer Schritt (←)</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>A later step (→)</source>
        <translation>Ein späterer Schritt (→)</translation>
    </message>
    <message>
        <source>Drawn after step {0}, always from the same seeds</source>
        <translation>Gemalt nach Schritt {0}, immer mit denselben Seeds</translation>
    </message>
    <message>
        <source>Drawn before teaching, always from the same seeds</source>
        <translation>Vor dem Training gemalt, immer mit denselben Startwerten</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Play the steps (Space)</source>
        <translation>Die Schritte abspielen (Leertaste)</translation>
    </message>
    <message>
        <source>step {0} of {1}</source>
        <translation>Schritt {0} von {1}</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stand still (Space)</source>
        <translation>Stillstehen (Leertaste)</translation>
    </message>
</context>
<context>
    <name>StoppedRow</name>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Wegwerfen</translation>
    </message>
</context>
<context>
    <name>StrengthPictures</name>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>of step {0}, from one seed; “Use it” takes the marked one.</source>
        <translation>von Schritt {0}, aus einem Seed; „Benutzen“ nimmt die markierte.</translation>
    </message>
</context>
<context>
    <name>StrengthRow</name>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>“Use it” takes this strength from now on.</source>
        <translation>„Benutzen“ nimmt ab jetzt diese Stärke.</translation>
    </message>
</context>
<context>
    <name>StylesButton</name>
    <message>
        <source>Styles</source>
        <translation>Stile</translation>
    </message>
    <message>
        <source>Styles: words to be added under a name</source>
        <translation>Stile: Worte, die unter einem Namen dazukommen</translation>
    </message>
    <message>
        <source>Search, or a name for these words</source>
        <translation>Suchen, oder ein Name für diese Worte</translation>
    </message>
    <message>
        <source>A style is words under a name. Write a name above and save your words.</source>
        <translation>Ein Stil sind Worte unter einem Namen. Schreib oben einen Namen und speichere deine Worte.</translation>
    </message>
    <message>
        <source>Save these words</source>
        <translation>Diese Worte speichern</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete the chosen style</source>
        <translation>Den gewählten Stil löschen</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Write a name into the field above.</source>
        <translation>Schreib einen Namen in das Feld oben.</translation>
    </message>
    <message>
        <source>There are no words to be saved.</source>
        <translation>Es gibt keine Worte zu speichern.</translation>
    </message>
</context>
<context>
    <name>TeachNews</name>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>Aufhören und behalten</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Benutzen</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Teach anew…</source>
        <translation>Neu anlernen …</translation>
    </message>
</context>
<context>
    <name>TeachPage</name>
    <message>
        <source>Teach from these; they stay where they are</source>
        <translation>Daraus lernen; sie bleiben, wo sie sind</translation>
    </message>
</context>
<context>
    <name>TeachVerbs</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>In den Papierkorb</translation>
    </message>
</context>
<context>
    <name>TeachWizard</name>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Los</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The draft is kept in the list.</source>
        <translation>Der Entwurf bleibt in der Liste.</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>Jetzt anfangen</translation>
    </message>
    <message>
        <source>Add to the queue</source>
        <translation>In die Warteschlange</translation>
    </message>
    <message>
        <source>“{0}” comes first.</source>
        <translation>Zuerst kommt „{0}“.</translation>
    </message>
</context>
<context>
    <name>Topic</name>
    <message>
        <source>Try this</source>
        <translation>Probiere dies</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Halt</translation>
    </message>
    <message>
        <source>Nothing is being drawn.</source>
        <translation>Es wird nichts gezeichnet.</translation>
    </message>
    <message>
        <source>Recording a picture</source>
        <translation>Zeichnet ein Bild auf</translation>
    </message>
    <message>
        <source>step {0} of {1}</source>
        <translation>Schritt {0} von {1}</translation>
    </message>
</context>
<context>
    <name>TrainingRow</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>TrainingView</name>
    <message>
        <source>Loss over the steps</source>
        <translation>Fehler über die Schritte</translation>
    </message>
    <message>
        <source>The last mini-batch</source>
        <translation>Der letzte Mini-Batch</translation>
    </message>
    <message>
        <source>Mini-batch</source>
        <translation>Mini-Batch</translation>
    </message>
    <message>
        <source>Samples, always from the same noise</source>
        <translation>Proben, immer aus demselben Rauschen</translation>
    </message>
    <message>
        <source>none yet: they come with each saved state</source>
        <translation>noch keine: Sie kommen mit jedem gespeicherten Stand</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>clean</source>
        <translation>sauber</translation>
    </message>
    <message>
        <source>{0} of the {1} pictures of step {2}, each with the noise of a time step t of its own. The mean of their errors is the loss; its slope changes all weights a little.</source>
        <translation>{0} der {1} Bilder von Schritt {2}, jedes mit dem Rauschen eines eigenen Zeitschritts t. Das Mittel ihrer Fehler ist der Fehler; seine Steigung ändert alle Gewichte ein wenig.</translation>
    </message>
    <message>
        <source>after step {0}</source>
        <translation>nach Schritt {0}</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>TrainingsList</name>
    <message>
        <source>Choose photos…</source>
        <translation>Fotos wählen …</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message>
        <source>Trainings</source>
        <translation>Trainings</translation>
    </message>
    <message>
        <source>Your dog, a person, a thing, a style: the model can learn it from a few photos.</source>
        <translation>Dein Hund, ein Mensch, ein Ding, ein Stil: Das Modell kann es aus ein paar Fotos lernen.</translation>
    </message>
    <message>
        <source>Three photos are enough to begin. They stay where they are. Photos and folders can also be dropped here.</source>
        <translation>Drei Fotos genügen für den Anfang. Sie bleiben, wo sie sind. Man kann Fotos und Ordner auch hierher ziehen.</translation>
    </message>
</context>
<context>
    <name>Updates</name>
    <message>
        <source>the answer names no version</source>
        <translation>die Antwort nennt keine Version</translation>
    </message>
</context>
<context>
    <name>WatchTopic</name>
    <message>
        <source>Watch it learn</source>
        <translation>Beim Lernen zusehen</translation>
    </message>
    <message>
        <source>In each step a network sees a mini-batch: a few pictures, each with the noise of a time step of its own. How wrong it was is the loss; all weights move a little so that it would be less. Try the slider: the same noise becomes better pictures. The loss alone says little about them.</source>
        <translation>In jedem Schritt sieht ein Netz einen Mini-Batch: ein paar Bilder, jedes mit dem Rauschen eines eigenen Zeitschritts. Wie falsch es lag, ist der Fehler; alle Gewichte bewegen sich ein wenig, damit er kleiner würde. Probiere den Regler: Aus demselben Rauschen werden bessere Bilder. Der Fehler allein sagt wenig darüber.</translation>
    </message>
    <message>
        <source>Train the digit net</source>
        <translation>Das Ziffernnetz trainieren</translation>
    </message>
    <message>
        <source>Teach something…</source>
        <translation>Etwas anlernen …</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>loss on unseen pictures</source>
        <translation>Fehler bei ungesehenen Bildern</translation>
    </message>
    <message>
        <source>loss on the photos, always with the same noise</source>
        <translation>Fehler bei den Fotos, immer mit demselben Rauschen</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>nicht fertig</translation>
    </message>
    <message>
        <source>{0} · step {1} of {2} · loss {3} · {4}</source>
        <translation>{0} · Schritt {1} von {2} · Fehler {3} · {4}</translation>
    </message>
    <message>
        <source>{0} pictures a step. What it is shown is written down with each saved state; there is none yet.</source>
        <translation>{0} Bilder je Schritt. Was ihm gezeigt wird, wird mit jedem gespeicherten Stand festgehalten; noch gibt es keinen.</translation>
    </message>
    <message>
        <source>It could not be read: choose another one.</source>
        <translation>Es war nicht zu lesen: Wähle ein anderes.</translation>
    </message>
    <message>
        <source>Training that is looked at</source>
        <translation>Training, das angesehen wird</translation>
    </message>
    <message>
        <source>Nothing has been taught yet. Teach a model from your photos, teach a small network on digits here, which takes minutes, or choose the folder of a training.</source>
        <translation>Noch wurde nichts angelernt. Lerne ein Modell aus deinen Fotos an, trainiere hier ein kleines Netz auf Ziffern, was Minuten dauert, oder wähle den Ordner eines Trainings.</translation>
    </message>
    <message>
        <source>Choose a training…</source>
        <translation>Training wählen …</translation>
    </message>
</context>
<context>
    <name>WhatStep</name>
    <message>
        <source>Everyone shown agreed to this.</source>
        <translation>Alle Gezeigten sind einverstanden.</translation>
    </message>
    <message>
        <source>Also show it the photos mirrored</source>
        <translation>Die Fotos auch gespiegelt zeigen</translation>
    </message>
    <message>
        <source>Use “{0}”</source>
        <translation>„{0}“ nehmen</translation>
    </message>
    <message>
        <source>Say what it is, in English: {0}</source>
        <translation>Sag auf Englisch, was es ist: {0}</translation>
    </message>
    <message>
        <source>Say what it is, in English.</source>
        <translation>Sag auf Englisch, was es ist.</translation>
    </message>
    <message>
        <source>It needs a word that will mean it.</source>
        <translation>Es braucht ein Wort, das dafür stehen wird.</translation>
    </message>
    <message>
        <source>Everyone shown has to agree first.</source>
        <translation>Alle Gezeigten müssen zuerst einverstanden sein.</translation>
    </message>
    <message>
        <source>Choose another model to teach it to: this one cannot be taught.</source>
        <translation>Wähle ein anderes Modell: Dieses kann nicht lernen.</translation>
    </message>
    <message>
        <source>Choose a model to teach it to.</source>
        <translation>Wähle ein Modell, dem es angelernt wird.</translation>
    </message>
    <message>
        <source>Choose a model: the one of this draft is not there.</source>
        <translation>Wähle ein Modell: Das dieses Entwurfs ist nicht da.</translation>
    </message>
    <message>
        <source>It is a</source>
        <translation>Es ist ein</translation>
    </message>
    <message>
        <source>Word for it</source>
        <translation>Wort dafür</translation>
    </message>
    <message>
        <source>What it is, in one or two plain English words. The most valuable field of all.</source>
        <translation>Was es ist, in ein oder zwei einfachen englischen Wörtern. Das wertvollste Feld von allen.</translation>
    </message>
    <message>
        <source>This model has never seen “{0}”: say the nearest thing that it knows, in English as in prompts.</source>
        <translation>Dieses Modell hat „{0}“ nie gesehen: Sag das Nächstliegende, das es kennt, auf Englisch wie in Prompts.</translation>
    </message>
    <message>
        <source>This model knows no people: say the nearest, in English.</source>
        <translation>Dieses Modell kennt keine Menschen: Sag das Nächstliegende, auf Englisch.</translation>
    </message>
    <message>
        <source>The kind of thing that the model knows already, in English.</source>
        <translation>Die Art von Ding, die das Modell schon kennt, auf Englisch.</translation>
    </message>
    <message>
        <source>A rare word that will mean it in prompts. It should mean nothing yet.</source>
        <translation>Ein seltenes Wort, das in Prompts dafür stehen wird. Noch soll es nichts bedeuten.</translation>
    </message>
    <message>
        <source>Teach it to</source>
        <translation>Lernen soll</translation>
    </message>
    <message>
        <source>The model itself is not changed, whatever is taught.</source>
        <translation>Das Modell selbst bleibt unverändert, was immer gelernt wird.</translation>
    </message>
    <message>
        <source>It is &amp;a</source>
        <translation>&amp;Es ist ein</translation>
    </message>
    <message>
        <source>&amp;Word for it</source>
        <translation>&amp;Wort dafür</translation>
    </message>
    <message>
        <source>&amp;Teach it to</source>
        <translation>&amp;Lernen soll</translation>
    </message>
</context>
<context>
    <name>WizardVerbs</name>
    <message>
        <source>Choose photos</source>
        <translation>Fotos wählen</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>A folder of photos</source>
        <translation>Ein Ordner mit Fotos</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>It only paints into parts of pictures, and cannot be taught.</source>
        <translation>Es malt nur in Teile von Bildern und kann nicht lernen.</translation>
    </message>
    <message>
        <source>It was made to draw in a few steps, and cannot be taught.</source>
        <translation>Es ist für wenige Schritte gemacht und kann nicht lernen.</translation>
    </message>
    <message>
        <source>You taught this word already; another one is safer.</source>
        <translation>Dieses Wort ist schon vergeben; ein anderes ist sicherer.</translation>
    </message>
    <message>
        <source>The model knows this word: it would forget it.</source>
        <translation>Das Modell kennt dieses Wort: Es würde es vergessen.</translation>
    </message>
    <message>
        <source>It has {0} pieces; a shorter one is learned faster.</source>
        <translation>Es hat {0} Stücke; ein kürzeres lernt sich schneller.</translation>
    </message>
    <message>
        <source>Good: one piece, and not among the words it knows.</source>
        <translation>Gut: ein Stück, und keines der Wörter, die es kennt.</translation>
    </message>
    <message>
        <source>It is one piece.</source>
        <translation>Es ist ein Stück.</translation>
    </message>
    <message>
        <source>One piece, but not rare: the model would forget what it means.</source>
        <translation>Ein Stück, aber nicht selten: Das Modell würde vergessen, was es bedeutet.</translation>
    </message>
    <message>
        <source>One piece, and rare: good, unless it means something.</source>
        <translation>Ein Stück, und selten: gut, wenn es nichts bedeutet.</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>kein Modell</translation>
    </message>
    <message>
        <source>Where it is kept</source>
        <translation>Wo es aufgehoben wird</translation>
    </message>
</context>
<context>
    <name>WordsPanel</name>
    <message>
        <source>Words</source>
        <translation>Worte</translation>
    </message>
</context>
<context>
    <name>WordsTopic</name>
    <message>
        <source>Which word where</source>
        <translation>Welches Wort wo</translation>
    </message>
    <message>
        <source>While it draws, each place of the picture looks words up. Point at a word: where it was looked up stays bright. Point at the picture: the words of that place, ranked. Try the thing your picture shows. It tells where a word was looked up, not proof of a cause.</source>
        <translation>Beim Zeichnen schlägt jede Stelle des Bildes Worte nach. Zeig auf ein Wort: Hell bleibt, wo es nachgeschlagen wurde. Zeig auf das Bild: die Worte dieser Stelle, geordnet. Probiere das Ding, das dein Bild zeigt. Es sagt, wo ein Wort nachgeschlagen wurde, und beweist keine Ursache.</translation>
    </message>
    <message>
        <source>Lock the word that was looked up most</source>
        <translation>Das meistgesuchte Wort festhalten</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>Das Bild</translation>
    </message>
    <message>
        <source>Point at a place</source>
        <translation>Zeig auf eine Stelle</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Negative prompt</source>
        <translation>Negativer Prompt</translation>
    </message>
    <message>
        <source>layers on the way up</source>
        <translation>Schichten auf dem Weg nach oben</translation>
    </message>
    <message>
        <source>all layers</source>
        <translation>alle Schichten</translation>
    </message>
    <message>
        <source>{0} × {1} cells</source>
        <translation>{0} × {1} Zellen</translation>
    </message>
    <message>
        <source>No word was written down: the prompt is empty, or the picture was recorded without maps.</source>
        <translation>Kein Wort wurde aufgeschrieben: Der Prompt ist leer, oder das Bild wurde ohne Karten aufgezeichnet.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Layers of the network</source>
        <translation>Schichten des Netzes</translation>
    </message>
    <message>
        <source>First step</source>
        <translation>Erster Schritt</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>Letzter Schritt</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Count start and end tokens, too</source>
        <translation>Auch Anfangs- und Endtoken zählen</translation>
    </message>
    <message>
        <source>Point: its map. Click: keep it, three at most.</source>
        <translation>Zeigen: seine Karte. Klick: festhalten, höchstens drei.</translation>
    </message>
    <message>
        <source>At this place</source>
        <translation>An dieser Stelle</translation>
    </message>
    <message>
        <source>In the whole picture</source>
        <translation>Im ganzen Bild</translation>
    </message>
    <message>
        <source>{0} words · start and end tokens take {1} % of the attention · all shares together: {2}</source>
        <translation>{0} Wörter · Anfangs- und Endtoken bekommen {1} % der Aufmerksamkeit · alle Anteile zusammen: {2}</translation>
    </message>
</context>
<context>
    <name>ZoomButton</name>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
    <message>
        <source>Zoom. A click shows the picture at 100 % (Ctrl+1), the next one the whole frame (Ctrl+0); the wheel over the canvas zooms, too.</source>
        <translation>Zoom. Ein Klick zeigt das Bild in 100 % (Strg+1), der nächste den ganzen Rahmen (Strg+0); das Mausrad über der Leinwand zoomt auch.</translation>
    </message>
    <message>
        <source>Zoom {0}</source>
        <translation>Zoom {0}</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Picture</source>
        <translation>B&amp;ild</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>When &amp;idle, free memory</source>
        <translation>Im &amp;Leerlauf Speicher freigeben</translation>
    </message>
    <message>
        <source>Open a model fi&amp;le…</source>
        <translation>Modell&amp;datei öffnen …</translation>
    </message>
    <message>
        <source>Open a &amp;model folder…</source>
        <translation>&amp;Modellordner öffnen …</translation>
    </message>
    <message>
        <source>&amp;Download a model…</source>
        <translation>Modell he&amp;runterladen …</translation>
    </message>
    <message>
        <source>Show the pictures &amp;folder</source>
        <translation>Bilder&amp;ordner zeigen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Empty the canvas</source>
        <translation>&amp;Leinwand leeren</translation>
    </message>
    <message>
        <source>&amp;Create</source>
        <translation>&amp;Malen</translation>
    </message>
    <message>
        <source>&amp;Add a folder of models…</source>
        <translation>Ordner mit Modellen &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>Co&amp;lours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;Open a picture…</source>
        <translation>Ein Bild &amp;öffnen …</translation>
    </message>
    <message>
        <source>&amp;Teach from photos…</source>
        <translation>Aus Fotos an&amp;lernen …</translation>
    </message>
    <message>
        <source>&amp;Change the pictures folder…</source>
        <translation>Bilderordner &amp;wechseln …</translation>
    </message>
    <message>
        <source>&amp;Paste a picture</source>
        <translation>Ein Bild &amp;einfügen</translation>
    </message>
    <message>
        <source>&amp;Find a model</source>
        <translation>Modell &amp;suchen</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>Mode&amp;lle</translation>
    </message>
    <message>
        <source>&amp;Teach</source>
        <translation>&amp;Anlernen</translation>
    </message>
    <message>
        <source>In&amp;side</source>
        <translation>&amp;Innen</translation>
    </message>
    <message>
        <source>&amp;Words</source>
        <translation>&amp;Worte</translation>
    </message>
    <message>
        <source>&amp;Results</source>
        <translation>&amp;Ergebnisse</translation>
    </message>
    <message>
        <source>Canvas &amp;only</source>
        <translation>&amp;Nur Leinwand</translation>
    </message>
    <message>
        <source>&amp;Fit the frame</source>
        <translation>Rahmen ein&amp;passen</translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation>&amp;100 %</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom o&amp;ut</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Loo&amp;k for new models</source>
        <translation>Na&amp;ch neuen Modellen sehen</translation>
    </message>
    <message>
        <source>Same as the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>Clear the &amp;waiting list</source>
        <translation>&amp;Warteliste leeren</translation>
    </message>
    <message>
        <source>&amp;Next part of the window</source>
        <translation>Nächster &amp;Teil des Fensters</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Generate</source>
        <translation>&amp;Erzeugen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Halt</translation>
    </message>
    <message>
        <source>&amp;Keep result</source>
        <translation>Ergebnis &amp;behalten</translation>
    </message>
    <message>
        <source>&amp;Discard result</source>
        <translation>Ergebnis &amp;verwerfen</translation>
    </message>
    <message>
        <source>Free &amp;memory now</source>
        <translation>&amp;Speicher jetzt freigeben</translation>
    </message>
    <message>
        <source>After &amp;5 minutes</source>
        <translation>Nach &amp;5 Minuten</translation>
    </message>
    <message>
        <source>After &amp;15 minutes</source>
        <translation>Nach &amp;15 Minuten</translation>
    </message>
    <message>
        <source>After an &amp;hour</source>
        <translation>Nach einer &amp;Stunde</translation>
    </message>
    <message>
        <source>&amp;Never</source>
        <translation>&amp;Nie</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>&amp;Anleitung</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>Look for a &amp;newer version</source>
        <translation>Nach einer &amp;neueren Version sehen</translation>
    </message>
    <message>
        <source>&amp;About Reverie</source>
        <translation>&amp;Über Reverie</translation>
    </message>
</context>
<context>
    <name>additions</name>
    <message>
        <source>There is no LoRA called “{0}”. Nothing was drawn; correct its name in the prompt, or add its folder under Models.</source>
        <translation>Es gibt kein LoRA namens „{0}“. Es wurde nichts gezeichnet; berichtige den Namen im Prompt oder füge seinen Ordner unter Modelle hinzu.</translation>
    </message>
    <message>
        <source>There is no embedding called “{0}”. Nothing was drawn; correct its name in the prompt, or add its folder under Models.</source>
        <translation>Es gibt kein Embedding namens „{0}“. Es wurde nichts gezeichnet; berichtige den Namen im Prompt oder füge seinen Ordner unter Modelle hinzu.</translation>
    </message>
    <message>
        <source>“{0}” is a LoRA for {1}; the model in use is {2}. Nothing was drawn.</source>
        <translation>„{0}“ ist ein LoRA für {1}; benutzt wird ein Modell der Art {2}. Es wurde nichts gezeichnet.</translation>
    </message>
    <message>
        <source>“{0}” is an embedding for {1}; the model in use is {2}. Nothing was drawn.</source>
        <translation>„{0}“ ist ein Embedding für {1}; benutzt wird ein Modell der Art {2}. Es wurde nichts gezeichnet.</translation>
    </message>
    <message>
        <source>“{0}” cannot be used as a LoRA: {1}. Nothing was changed.</source>
        <translation>„{0}“ kann nicht als LoRA benutzt werden: {1}. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>“{0}” cannot be used as an embedding: {1}. Nothing was changed.</source>
        <translation>„{0}“ kann nicht als Embedding benutzt werden: {1}. Nichts wurde geändert.</translation>
    </message>
</context>
<context>
    <name>clauses</name>
    <message>
        <source>it has no pixels</source>
        <translation>sie hat keine Pixel</translation>
    </message>
    <message>
        <source>between {0} and {1}</source>
        <translation>zwischen {0} und {1}</translation>
    </message>
    <message>
        <source>between {0} and {1} for this model</source>
        <translation>bei diesem Modell zwischen {0} und {1}</translation>
    </message>
    <message>
        <source>between {0} and {1} pixels</source>
        <translation>zwischen {0} und {1} Pixeln</translation>
    </message>
    <message>
        <source>at least {0}</source>
        <translation>mindestens {0}</translation>
    </message>
    <message>
        <source>at least {0} and below {1}</source>
        <translation>mindestens {0} und kleiner als {1}</translation>
    </message>
    <message>
        <source>at most {0}</source>
        <translation>höchstens {0}</translation>
    </message>
    <message>
        <source>at most {0} bytes</source>
        <translation>höchstens {0} Bytes lang</translation>
    </message>
    <message>
        <source>at most {0} characters</source>
        <translation>höchstens {0} Zeichen lang</translation>
    </message>
    <message>
        <source>at most {0} characters long</source>
        <translation>höchstens {0} Zeichen lang</translation>
    </message>
    <message>
        <source>at most {0} files</source>
        <translation>höchstens {0} Dateien lang</translation>
    </message>
    <message>
        <source>at most {0} entries</source>
        <translation>höchstens {0} Einträge lang</translation>
    </message>
    <message>
        <source>at most {0} choices deep</source>
        <translation>höchstens {0} Auswahlen tief</translation>
    </message>
    <message>
        <source>at most {0} parts joined by AND</source>
        <translation>höchstens {0} mit AND verbundene Teile</translation>
    </message>
    <message>
        <source>at most {0} with the sampler lcm</source>
        <translation>mit dem Sampler lcm höchstens {0}</translation>
    </message>
    <message>
        <source>at most 2^63 - {0} for this count</source>
        <translation>bei dieser Anzahl höchstens 2^63 - {0}</translation>
    </message>
    <message>
        <source>less than {0}</source>
        <translation>kleiner als {0}</translation>
    </message>
    <message>
        <source>greater than {0}</source>
        <translation>größer als {0}</translation>
    </message>
    <message>
        <source>a multiple of {0}</source>
        <translation>ein Vielfaches von {0}</translation>
    </message>
    <message>
        <source>a multiple of {0} pixels</source>
        <translation>ein Vielfaches von {0} Pixeln</translation>
    </message>
    <message>
        <source>a multiple of {0} between {1} and {2} pixels</source>
        <translation>ein Vielfaches von {0} zwischen {1} und {2} Pixeln</translation>
    </message>
    <message>
        <source>a divisor of {0}</source>
        <translation>ein Teiler von {0}</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a finite number</source>
        <translation>eine endliche Zahl</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>a whole number below {0}</source>
        <translation>eine ganze Zahl unter {0}</translation>
    </message>
    <message>
        <source>small enough for the noise levels of the model</source>
        <translation>klein genug für die Rauschstufen des Modells</translation>
    </message>
    <message>
        <source>one of {0}</source>
        <translation>eines von {0}</translation>
    </message>
    <message>
        <source>one that is kept: {0}</source>
        <translation>einer, der noch da ist: {0}</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>epsilon or v_prediction</source>
        <translation>epsilon oder v_prediction</translation>
    </message>
    <message>
        <source>model with the sampler {0}</source>
        <translation>mit dem Sampler {0} die des Modells</translation>
    </message>
    <message>
        <source>{0} with the sampler {1}</source>
        <translation>mit dem Sampler {1} gleich {0}</translation>
    </message>
    <message>
        <source>another one with a model of {0} variance</source>
        <translation>bei einem Modell mit {0}-Varianz ein anderer</translation>
    </message>
    <message>
        <source>another one: the model asks for a third order</source>
        <translation>ein anderer: das Modell verlangt die dritte Ordnung</translation>
    </message>
    <message>
        <source>another one: the model changes how it corrects</source>
        <translation>ein anderer: das Modell ändert, wie er korrigiert</translation>
    </message>
    <message>
        <source>{0}, as the other parts have it</source>
        <translation>wie in den anderen Teilen {0}</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>angegeben</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>YAML</source>
        <translation>YAML</translation>
    </message>
    <message>
        <source>UTF-8 text</source>
        <translation>Text in UTF-8</translation>
    </message>
    <message>
        <source>a JSON object</source>
        <translation>ein JSON-Objekt</translation>
    </message>
    <message>
        <source>one JSON object</source>
        <translation>ein JSON-Objekt</translation>
    </message>
    <message>
        <source>sections with folders</source>
        <translation>Abschnitte mit Ordnern</translation>
    </message>
    <message>
        <source>the name of a pipeline</source>
        <translation>der Name einer Pipeline</translation>
    </message>
    <message>
        <source>in the file that the index says</source>
        <translation>in der Datei, die das Verzeichnis nennt</translation>
    </message>
    <message>
        <source>text in valid Unicode</source>
        <translation>Text in gültigem Unicode</translation>
    </message>
    <message>
        <source>some words</source>
        <translation>ein paar Worte lang</translation>
    </message>
    <message>
        <source>a path</source>
        <translation>ein Pfad</translation>
    </message>
    <message>
        <source>a folder that exists</source>
        <translation>ein Ordner, den es gibt</translation>
    </message>
    <message>
        <source>a picture to start from</source>
        <translation>ein Bild, von dem ausgegangen wird</translation>
    </message>
    <message>
        <source>a name that a file can have</source>
        <translation>ein Name, den eine Datei haben kann</translation>
    </message>
    <message>
        <source>a word that the model can read</source>
        <translation>ein Wort, das das Modell lesen kann</translation>
    </message>
    <message>
        <source>a word without spaces around it</source>
        <translation>ein Wort ohne Leerzeichen davor und dahinter</translation>
    </message>
    <message>
        <source>a text with {0}</source>
        <translation>ein Text mit {0}</translation>
    </message>
    <message>
        <source>a text without {0}</source>
        <translation>ein Text ohne {0}</translation>
    </message>
    <message>
        <source>one that draws whole pictures</source>
        <translation>eines, das ganze Bilder zeichnet</translation>
    </message>
    <message>
        <source>left out where there is no mask</source>
        <translation>ohne Maske weggelassen</translation>
    </message>
    <message>
        <source>without &lt;lora:…&gt;, which belongs to the prompt</source>
        <translation>ohne &lt;lora:…&gt;, was in den Prompt gehört</translation>
    </message>
    <message>
        <source>without &lt;hypernet:…&gt;, since hypernetworks are not supported</source>
        <translation>ohne &lt;hypernet:…&gt;, denn Hypernetzwerke gibt es hier nicht</translation>
    </message>
    <message>
        <source>owner/name, as the hub writes it</source>
        <translation>Besitzer/Name, wie der Hub es schreibt</translation>
    </message>
    <message>
        <source>a file is in the way</source>
        <translation>eine Datei ist im Weg</translation>
    </message>
    <message>
        <source>a folder is in the way</source>
        <translation>ein Ordner ist im Weg</translation>
    </message>
    <message>
        <source>a link that leads nowhere</source>
        <translation>ein Verweis, der nirgends hinführt</translation>
    </message>
    <message>
        <source>it leads out of the model folder</source>
        <translation>sie führt aus dem Modellordner hinaus</translation>
    </message>
    <message>
        <source>there is no trash for it</source>
        <translation>dafür gibt es keinen Papierkorb</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>not JSON</source>
        <translation>kein JSON</translation>
    </message>
    <message>
        <source>it is larger than {0} MB</source>
        <translation>sie ist größer als {0} MB</translation>
    </message>
    <message>
        <source>it is no CSV in UTF-8</source>
        <translation>sie ist kein CSV in UTF-8</translation>
    </message>
    <message>
        <source>it is no text in UTF-8</source>
        <translation>sie ist kein Text in UTF-8</translation>
    </message>
    <message>
        <source>its first line has no columns “name” and “prompt” between commas</source>
        <translation>ihre erste Zeile hat keine Spalten „name“ und „prompt“ zwischen Kommas</translation>
    </message>
    <message>
        <source>it holds no words</source>
        <translation>sie enthält keine Worte</translation>
    </message>
    <message>
        <source>it holds too many files</source>
        <translation>er enthält zu viele Dateien</translation>
    </message>
    <message>
        <source>too many or too long words</source>
        <translation>zu viele oder zu lange Worte</translation>
    </message>
    <message>
        <source>the file ends too early</source>
        <translation>die Datei endet zu früh</translation>
    </message>
    <message>
        <source>its contents make no picture</source>
        <translation>ihr Inhalt ergibt kein Bild</translation>
    </message>
    <message>
        <source>a note in it is too large</source>
        <translation>eine Angabe darin ist zu groß</translation>
    </message>
    <message>
        <source>no picture of a kind that can be opened</source>
        <translation>kein Bild einer Art, die geöffnet werden kann</translation>
    </message>
    <message>
        <source>more than {0} megapixels</source>
        <translation>mehr als {0} Megapixel</translation>
    </message>
    <message>
        <source>it is not there any more</source>
        <translation>es ist nicht mehr da</translation>
    </message>
    <message>
        <source>a header of {0} bytes</source>
        <translation>ein Kopf von {0} Bytes</translation>
    </message>
    <message>
        <source>{0} bytes behind the last tensor</source>
        <translation>{0} Bytes hinter dem letzten Tensor</translation>
    </message>
    <message>
        <source>the header is not a JSON object</source>
        <translation>der Kopf ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>the header is not valid JSON</source>
        <translation>der Kopf ist kein gültiges JSON</translation>
    </message>
    <message>
        <source>the metadata are not texts</source>
        <translation>die Metadaten sind keine Texte</translation>
    </message>
    <message>
        <source>a key occurs twice</source>
        <translation>ein Schlüssel kommt zweimal vor</translation>
    </message>
    <message>
        <source>a shape that is none</source>
        <translation>eine Form, die keine ist</translation>
    </message>
    <message>
        <source>an unknown dtype</source>
        <translation>ein unbekannter Zahlentyp</translation>
    </message>
    <message>
        <source>offsets that are none</source>
        <translation>Positionen, die keine sind</translation>
    </message>
    <message>
        <source>offsets that do not fit dtype and shape</source>
        <translation>Positionen, die nicht zu Typ und Form passen</translation>
    </message>
    <message>
        <source>tensors that overlap</source>
        <translation>Tensoren, die sich überlappen</translation>
    </message>
    <message>
        <source>a hole between tensors</source>
        <translation>eine Lücke zwischen Tensoren</translation>
    </message>
    <message>
        <source>too many tensors</source>
        <translation>zu viele Tensoren</translation>
    </message>
    <message>
        <source>it is in no known format</source>
        <translation>sie hat kein bekanntes Format</translation>
    </message>
    <message>
        <source>it ends too early</source>
        <translation>sie endet zu früh</translation>
    </message>
    <message>
        <source>it holds no weights</source>
        <translation>sie enthält keine Gewichte</translation>
    </message>
    <message>
        <source>it holds too many tensors</source>
        <translation>sie enthält zu viele Tensoren</translation>
    </message>
    <message>
        <source>it is a TorchScript program, not weights</source>
        <translation>sie ist ein TorchScript-Programm, keine Gewichte</translation>
    </message>
    <message>
        <source>it is an archive, and not of a checkpoint</source>
        <translation>sie ist ein Archiv, aber nicht von einem Checkpoint</translation>
    </message>
    <message>
        <source>it is no checkpoint</source>
        <translation>sie ist kein Checkpoint</translation>
    </message>
    <message>
        <source>it is written in a newer language</source>
        <translation>sie ist in einer neueren Sprache geschrieben</translation>
    </message>
    <message>
        <source>its archive is damaged</source>
        <translation>ihr Archiv ist beschädigt</translation>
    </message>
    <message>
        <source>its archive is encrypted</source>
        <translation>ihr Archiv ist verschlüsselt</translation>
    </message>
    <message>
        <source>its archive is packed, which no checkpoint is</source>
        <translation>ihr Archiv ist gepackt, was kein Checkpoint ist</translation>
    </message>
    <message>
        <source>its archive names a file outside of itself</source>
        <translation>ihr Archiv nennt eine Datei außerhalb von sich</translation>
    </message>
    <message>
        <source>its tensors are many times larger than the file</source>
        <translation>ihre Tensoren sind viel größer als die Datei</translation>
    </message>
    <message>
        <source>the numbers of a tensor are missing</source>
        <translation>die Zahlen eines Tensors fehlen</translation>
    </message>
    <message>
        <source>the numbers of {0} are damaged</source>
        <translation>die Zahlen von {0} sind beschädigt</translation>
    </message>
    <message>
        <source>it asks for {0}, which no weights need</source>
        <translation>sie verlangt {0}, was keine Gewichte brauchen</translation>
    </message>
    <message>
        <source>it calls {0}, which no weights do</source>
        <translation>sie ruft {0} auf, was keine Gewichte tun</translation>
    </message>
    <message>
        <source>none of the layers that it changes is in this model</source>
        <translation>keine der Schichten, die es ändert, ist in diesem Modell</translation>
    </message>
    <message>
        <source>its vectors have a shape that no words have</source>
        <translation>seine Vektoren haben eine Form, die keine Worte haben</translation>
    </message>
    <message>
        <source>its two parts differ in their vectors</source>
        <translation>seine zwei Teile haben verschiedene Vektoren</translation>
    </message>
    <message>
        <source>it has {0} vectors, at most {1} are read</source>
        <translation>es hat {0} Vektoren, höchstens {1} werden gelesen</translation>
    </message>
    <message>
        <source>its alpha at {0} is no number</source>
        <translation>sein Alpha bei {0} ist keine Zahl</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>keine Antwort zur rechten Zeit</translation>
    </message>
    <message>
        <source>the connection was closed</source>
        <translation>die Verbindung wurde geschlossen</translation>
    </message>
    <message>
        <source>it is far too long</source>
        <translation>es ist viel zu lang</translation>
    </message>
    <message>
        <source>it is no JSON</source>
        <translation>es ist kein JSON, vielleicht eine Anmeldeseite</translation>
    </message>
    <message>
        <source>it is no JSON object</source>
        <translation>es ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>it names no commit</source>
        <translation>es nennt keinen Commit</translation>
    </message>
    <message>
        <source>it names another commit than the one asked for</source>
        <translation>es nennt einen anderen Commit als den verlangten</translation>
    </message>
    <message>
        <source>it has no list of files</source>
        <translation>es hat keine Liste von Dateien</translation>
    </message>
    <message>
        <source>it sends us on and on</source>
        <translation>es schickt uns immer weiter</translation>
    </message>
    <message>
        <source>it sends us on to {0}, which is no address of the hub</source>
        <translation>es schickt uns weiter zu {0}, was keine Adresse des Hubs ist</translation>
    </message>
    <message>
        <source>the file changes while it is fetched</source>
        <translation>die Datei ändert sich, während sie geholt wird</translation>
    </message>
    <message>
        <source>it is a web page instead of the file, perhaps a sign-in page</source>
        <translation>es ist eine Webseite statt der Datei, vielleicht eine Anmeldeseite</translation>
    </message>
    <message>
        <source>it is packed, which nobody asked for</source>
        <translation>es ist gepackt, was niemand verlangt hat</translation>
    </message>
    <message>
        <source>it is another piece than the one asked for</source>
        <translation>es ist ein anderes Stück als das verlangte</translation>
    </message>
    <message>
        <source>its length is no number</source>
        <translation>seine Länge ist keine Zahl</translation>
    </message>
    <message>
        <source>it is longer than the file</source>
        <translation>es ist länger als die Datei</translation>
    </message>
    <message>
        <source>it is shorter than the file</source>
        <translation>es ist kürzer als die Datei</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>diesen Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>it holds no pictures</source>
        <translation>es sind keine Bilder darin</translation>
    </message>
    <message>
        <source>none of its photos can be used</source>
        <translation>keines der Fotos ist brauchbar</translation>
    </message>
    <message>
        <source>{0} is not there any more</source>
        <translation>{0} ist nicht mehr da</translation>
    </message>
    <message>
        <source>{0} is not there any more; put it back to go on</source>
        <translation>{0} ist nicht mehr da; leg es zurück, um weiterzumachen</translation>
    </message>
    <message>
        <source>{0} cannot be used</source>
        <translation>{0} ist nicht brauchbar</translation>
    </message>
    <message>
        <source>{0} is listed twice</source>
        <translation>{0} steht zweimal in der Liste</translation>
    </message>
    <message>
        <source>{0} has no caption</source>
        <translation>{0} hat keine Beschriftung</translation>
    </message>
    <message>
        <source>{0} cannot be read as text</source>
        <translation>{0} ist nicht als Text lesbar</translation>
    </message>
    <message>
        <source>{0} is larger than {1} MiB</source>
        <translation>{0} ist größer als {1} MiB</translation>
    </message>
    <message>
        <source>it holds a run already</source>
        <translation>darin ist schon ein Training</translation>
    </message>
    <message>
        <source>it is not empty</source>
        <translation>er ist nicht leer</translation>
    </message>
    <message>
        <source>it holds no run to resume</source>
        <translation>darin ist kein Training, das weitergehen kann</translation>
    </message>
    <message>
        <source>it has no result yet: end it first</source>
        <translation>es hat noch kein Ergebnis: beende es erst</translation>
    </message>
    <message>
        <source>it has saved nothing yet</source>
        <translation>es hat noch nichts gesichert</translation>
    </message>
    <message>
        <source>it has lost its list of photos</source>
        <translation>seine Liste der Fotos fehlt</translation>
    </message>
    <message>
        <source>its training taught no finished model</source>
        <translation>sein Training hat kein fertiges Modell unterrichtet</translation>
    </message>
    <message>
        <source>no step of it is kept any more</source>
        <translation>kein Schritt davon ist mehr da</translation>
    </message>
    <message>
        <source>the weights of step {0} are damaged</source>
        <translation>die Gewichte von Schritt {0} sind beschädigt</translation>
    </message>
    <message>
        <source>its {0} is damaged</source>
        <translation>{0} darin ist beschädigt</translation>
    </message>
    <message>
        <source>its run trains {0}, not {1}</source>
        <translation>darin wird {0} trainiert, nicht {1}</translation>
    </message>
    <message>
        <source>its log has lost the untrained model&apos;s figures</source>
        <translation>in seinem Protokoll fehlen die Zahlen des untrainierten Modells</translation>
    </message>
    <message>
        <source>a LoRA</source>
        <translation>ein LoRA</translation>
    </message>
    <message>
        <source>a LoRA, not a model</source>
        <translation>ein LoRA, kein Modell</translation>
    </message>
    <message>
        <source>a LoRA for {0}</source>
        <translation>ein LoRA für {0}</translation>
    </message>
    <message>
        <source>an embedding</source>
        <translation>ein Embedding</translation>
    </message>
    <message>
        <source>a ControlNet</source>
        <translation>ein ControlNet</translation>
    </message>
    <message>
        <source>a VAE</source>
        <translation>ein VAE</translation>
    </message>
    <message>
        <source>a VAE of an unknown kind</source>
        <translation>ein VAE unbekannter Art</translation>
    </message>
    <message>
        <source>one for another kind of latents</source>
        <translation>einer für eine andere Art von Latents</translation>
    </message>
    <message>
        <source>a tiny autoencoder</source>
        <translation>ein winziger Autoencoder</translation>
    </message>
    <message>
        <source>a text encoder</source>
        <translation>ein Text-Encoder</translation>
    </message>
    <message>
        <source>a T5 text encoder</source>
        <translation>ein T5-Text-Encoder</translation>
    </message>
    <message>
        <source>a text encoder without the rest of its model</source>
        <translation>ein Text-Encoder ohne den Rest seines Modells</translation>
    </message>
    <message>
        <source>a U-Net without the rest of its model</source>
        <translation>ein U-Net ohne den Rest seines Modells</translation>
    </message>
    <message>
        <source>only a U-Net, without the other parts of a model</source>
        <translation>nur ein U-Net, ohne die anderen Teile eines Modells</translation>
    </message>
    <message>
        <source>only a VAE, without the other parts of a model</source>
        <translation>nur ein VAE, ohne die anderen Teile eines Modells</translation>
    </message>
    <message>
        <source>only an image encoder, without the other parts of a model</source>
        <translation>nur ein Bild-Encoder, ohne die anderen Teile eines Modells</translation>
    </message>
    <message>
        <source>only a text encoder, without the other parts of a model</source>
        <translation>nur ein Text-Encoder, ohne die anderen Teile eines Modells</translation>
    </message>
    <message>
        <source>a CLIP image encoder</source>
        <translation>ein Bild-Encoder von CLIP</translation>
    </message>
    <message>
        <source>an upscaler</source>
        <translation>ein Upscaler</translation>
    </message>
    <message>
        <source>a video model</source>
        <translation>ein Videomodell</translation>
    </message>
    <message>
        <source>AnimateDiff, a video model</source>
        <translation>AnimateDiff, ein Videomodell</translation>
    </message>
    <message>
        <source>an AnimateDiff motion module</source>
        <translation>ein Bewegungsmodul für AnimateDiff</translation>
    </message>
    <message>
        <source>an IP-Adapter</source>
        <translation>ein IP-Adapter</translation>
    </message>
    <message>
        <source>a T2I adapter</source>
        <translation>ein T2I-Adapter</translation>
    </message>
    <message>
        <source>a CosXL model</source>
        <translation>ein CosXL-Modell</translation>
    </message>
    <message>
        <source>a GLIGEN model</source>
        <translation>ein GLIGEN-Modell</translation>
    </message>
    <message>
        <source>an audio model</source>
        <translation>ein Klangmodell</translation>
    </message>
    <message>
        <source>a model of 3D shapes</source>
        <translation>ein Modell für 3D-Formen</translation>
    </message>
    <message>
        <source>a model without words</source>
        <translation>ein Modell ohne Worte</translation>
    </message>
    <message>
        <source>a depth-to-image model</source>
        <translation>ein Modell, das nach Tiefe zeichnet</translation>
    </message>
    <message>
        <source>an image variation model</source>
        <translation>ein Modell für Bildvarianten</translation>
    </message>
    <message>
        <source>a flow matching model</source>
        <translation>ein Flow-Matching-Modell</translation>
    </message>
    <message>
        <source>a pipeline of k-diffusion</source>
        <translation>eine Pipeline von k-diffusion</translation>
    </message>
    <message>
        <source>an unCLIP model, drawn from pictures</source>
        <translation>ein unCLIP-Modell, das aus Bildern zeichnet</translation>
    </message>
    <message>
        <source>an inpainting model that is told its guidance</source>
        <translation>ein Inpainting-Modell, dem die Führung gesagt wird</translation>
    </message>
    <message>
        <source>the Stable Diffusion XL refiner</source>
        <translation>der Refiner von Stable Diffusion XL</translation>
    </message>
    <message>
        <source>the first latent diffusion</source>
        <translation>die erste Latent Diffusion</translation>
    </message>
    <message>
        <source>a whole model of Stable Diffusion {0}</source>
        <translation>ein ganzes Modell der Art Stable Diffusion {0}</translation>
    </message>
    <message>
        <source>a part of a model</source>
        <translation>ein Teil eines Modells</translation>
    </message>
    <message>
        <source>a model whose U-Net lacks blocks</source>
        <translation>ein Modell, dessen U-Net Blöcke fehlen</translation>
    </message>
    <message>
        <source>a model whose U-Net takes {0} channels</source>
        <translation>ein Modell, dessen U-Net {0} Kanäle nimmt</translation>
    </message>
    <message>
        <source>a model without {0}</source>
        <translation>ein Modell ohne {0}</translation>
    </message>
    <message>
        <source>a model whose {0} has an unknown shape</source>
        <translation>ein Modell, dessen {0} eine unbekannte Form hat</translation>
    </message>
    <message>
        <source>a file of weights of no known kind</source>
        <translation>eine Gewichtsdatei unbekannter Art</translation>
    </message>
    <message>
        <source>a file with numbers of type {0}</source>
        <translation>eine Datei mit Zahlen vom Typ {0}</translation>
    </message>
    <message>
        <source>a file quantised by bitsandbytes</source>
        <translation>eine von bitsandbytes quantisierte Datei</translation>
    </message>
    <message>
        <source>a folder of pickled weights (.bin) in shards</source>
        <translation>ein Ordner mit geteilten Gewichten im alten Format (.bin)</translation>
    </message>
    <message>
        <source>an old checkpoint that is not converted yet</source>
        <translation>ein alter Checkpoint, der noch nicht umgewandelt ist</translation>
    </message>
    <message>
        <source>a tar archive</source>
        <translation>ein tar-Archiv</translation>
    </message>
    <message>
        <source>a 7z archive</source>
        <translation>ein 7z-Archiv</translation>
    </message>
    <message>
        <source>a RAR archive</source>
        <translation>ein RAR-Archiv</translation>
    </message>
    <message>
        <source>a GGUF file</source>
        <translation>eine GGUF-Datei</translation>
    </message>
    <message>
        <source>an HDF5 file (Keras)</source>
        <translation>eine HDF5-Datei (Keras)</translation>
    </message>
    <message>
        <source>an ONNX or TensorFlow file</source>
        <translation>eine Datei von ONNX oder TensorFlow</translation>
    </message>
    <message>
        <source>only a pointer to a file that was not downloaded (Git LFS)</source>
        <translation>nur ein Verweis auf eine Datei, die nicht heruntergeladen wurde (Git LFS)</translation>
    </message>
    <message>
        <source>an empty file</source>
        <translation>eine leere Datei</translation>
    </message>
    <message>
        <source>a HEIF picture</source>
        <translation>ein HEIF-Bild</translation>
    </message>
    <message>
        <source>a picture with unusual number formats</source>
        <translation>ein Bild mit ungewöhnlichem Zahlenformat</translation>
    </message>
    <message>
        <source>video</source>
        <translation>ein Video</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>gzip</source>
        <translation>gzip</translation>
    </message>
    <message>
        <source>{0} (perhaps an error page saved as a file)</source>
        <translation>{0} (vielleicht eine als Datei gespeicherte Fehlerseite)</translation>
    </message>
    <message>
        <source>{0} data</source>
        <translation>{0}-Daten</translation>
    </message>
</context>
<context>
    <name>download_phrases</name>
    <message>
        <source>Full precision</source>
        <translation>Volle Genauigkeit</translation>
    </message>
    <message>
        <source>Half precision (fp16)</source>
        <translation>Halbe Genauigkeit (fp16)</translation>
    </message>
    <message>
        <source>Half precision (bf16)</source>
        <translation>Halbe Genauigkeit (bf16)</translation>
    </message>
    <message>
        <source>Judges pictures of what is taught</source>
        <translation>Beurteilt Bilder von Gelerntem</translation>
    </message>
    <message>
        <source>old format</source>
        <translation>altes Format</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>{0} free</source>
        <translation>{0} frei</translation>
    </message>
    <message>
        <source>Asking the hub</source>
        <translation>Fragt den Hub</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>{0} · checking what came</source>
        <translation>{0} · prüft, was kam</translation>
    </message>
    <message>
        <source>{0} · waiting for the server</source>
        <translation>{0} · wartet auf den Server</translation>
    </message>
    <message>
        <source>{0} a second</source>
        <translation>{0} pro Sekunde</translation>
    </message>
    <message>
        <source>about {0} left</source>
        <translation>noch etwa {0}</translation>
    </message>
    <message>
        <source>{0} came whole: what is taught is judged with it from now on.</source>
        <translation>{0} kam ganz an: Gelerntes wird von jetzt an damit beurteilt.</translation>
    </message>
    <message>
        <source>The disk is full. What came so far is kept.</source>
        <translation>Die Platte ist voll. Was bisher kam, bleibt erhalten.</translation>
    </message>
    <message>
        <source>The disk is full: {1} are free, {2} are needed in {0}. What came so far is kept.</source>
        <translation>Die Platte ist voll: {1} sind frei, {2} werden in {0} gebraucht. Was bisher kam, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Nothing can be written to {0}: {1}. What came so far is kept.</source>
        <translation>In {0} kann nichts geschrieben werden: {1}. Was bisher kam, bleibt erhalten.</translation>
    </message>
    <message>
        <source>The download stopped by itself. What came so far is kept.</source>
        <translation>Das Herunterladen brach von selbst ab. Was bisher kam, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Something unforeseen happened. What came so far is kept.</source>
        <translation>Etwas Unvorhergesehenes ist geschehen. Was bisher kam, bleibt erhalten.</translation>
    </message>
    <message>
        <source>{0} must be {1}; it is {2}. Nothing was fetched.</source>
        <translation>{0} muss {1} sein; es ist {2}. Nichts wurde geholt.</translation>
    </message>
    <message>
        <source>“{0}” names no model on the hub. Type owner/name, or the address of a model’s page. Nothing was fetched.</source>
        <translation>„{0}“ nennt kein Modell auf dem Hub. Gib Besitzer/Name oder die Adresse einer Modellseite ein. Es wurde nichts geholt.</translation>
    </message>
    <message>
        <source>{0} · {1} of {2}</source>
        <translation>{0} · {1} von {2}</translation>
    </message>
</context>
<context>
    <name>download_wording</name>
    <message>
        <source>{0} cannot be reached ({1}). What came so far is kept; check the connection and go on.</source>
        <translation>{0} ist nicht zu erreichen ({1}). Was bisher kam, bleibt erhalten; prüfe die Verbindung und mach weiter.</translation>
    </message>
    <message>
        <source>{0} asks for a pause of {1} s. What came so far is kept.</source>
        <translation>{0} bittet um eine Pause von {1} s. Was bisher kam, bleibt erhalten.</translation>
    </message>
    <message>
        <source>{0} does not send it at the moment (answer {1}). What came so far is kept; try again later.</source>
        <translation>{0} sendet es im Moment nicht (Antwort {1}). Was bisher kam, bleibt erhalten; versuche es später noch einmal.</translation>
    </message>
    <message>
        <source>{0} refuses to send it (answer {1}). What came so far is kept.</source>
        <translation>{0} verweigert es (Antwort {1}). Was bisher kam, bleibt erhalten.</translation>
    </message>
    <message>
        <source>{0} sent something that cannot be used: {1}. It was thrown away; finished files are kept.</source>
        <translation>{0} hat etwas Unbrauchbares gesendet: {1}. Es wurde verworfen; fertige Dateien bleiben.</translation>
    </message>
    <message>
        <source>This model has no version “{0}”. Nothing was fetched.</source>
        <translation>Dieses Modell hat keine Version „{0}“. Es wurde nichts geholt.</translation>
    </message>
    <message>
        <source>“{0}” is no longer on the hub. Look again; what came so far is kept.</source>
        <translation>„{0}“ ist nicht mehr auf dem Hub. Sieh noch einmal nach; was bisher kam, bleibt erhalten.</translation>
    </message>
    <message>
        <source>There is no model “{0}” on the hub, or it is private. Nothing was fetched. For a private one, set HF_TOKEN, or sign in with “hf auth login” in a terminal.</source>
        <translation>Auf dem Hub gibt es kein Modell „{0}“, oder es ist privat. Es wurde nichts geholt. Für ein privates setze HF_TOKEN, oder melde dich im Terminal mit „hf auth login“ an.</translation>
    </message>
    <message>
        <source>The licence of “{0}” must be accepted first. Accept it on its page, then set HF_TOKEN, or sign in with “hf auth login” in a terminal. Nothing was lost.</source>
        <translation>Die Lizenz von „{0}“ muss erst angenommen werden. Nimm sie auf seiner Seite an; dann setze HF_TOKEN, oder melde dich im Terminal mit „hf auth login“ an. Nichts ging verloren.</translation>
    </message>
    <message>
        <source>The licence of “{0}” must be accepted first. Accept it on its page with the account you are signed in with. Nothing was lost.</source>
        <translation>Die Lizenz von „{0}“ muss erst angenommen werden. Nimm sie auf seiner Seite mit dem Konto an, mit dem du angemeldet bist. Nichts ging verloren.</translation>
    </message>
    <message>
        <source>“{0}” has its weights in an old format only. Nothing was fetched.</source>
        <translation>„{0}“ hat seine Gewichte nur in einem alten Format. Es wurde nichts geholt.</translation>
    </message>
    <message>
        <source>There is no model in “{0}” that can be used here. Nothing was fetched.</source>
        <translation>In „{0}“ ist kein Modell, das hier benutzt werden kann. Es wurde nichts geholt.</translation>
    </message>
    <message>
        <source>“{0}” came damaged twice and was thrown away. The other files are kept; try again later.</source>
        <translation>„{0}“ kam zweimal beschädigt an und wurde verworfen. Die anderen Dateien bleiben; versuche es später noch einmal.</translation>
    </message>
    <message>
        <source>Another program is already fetching this model; it was left alone.</source>
        <translation>Ein anderes Programm holt dieses Modell gerade; es wurde nicht gestört.</translation>
    </message>
</context>
<context>
    <name>inside</name>
    <message>
        <source>The film</source>
        <translation>Der Film</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Führung</translation>
    </message>
    <message>
        <source>Which word where</source>
        <translation>Welches Wort wo</translation>
    </message>
    <message>
        <source>Words and pictures</source>
        <translation>Worte und Bilder</translation>
    </message>
    <message>
        <source>The autoencoder</source>
        <translation>Der Autoencoder</translation>
    </message>
    <message>
        <source>Noise and time steps</source>
        <translation>Rauschen und Zeitschritte</translation>
    </message>
    <message>
        <source>The magical function</source>
        <translation>Die magische Funktion</translation>
    </message>
    <message>
        <source>Watch it learn</source>
        <translation>Beim Lernen zusehen</translation>
    </message>
    <message>
        <source>{0} · seed {1}</source>
        <translation>{0} · Seed {1}</translation>
    </message>
    <message>
        <source>from step {0} · {1}</source>
        <translation>ab Schritt {0} · {1}</translation>
    </message>
    <message>
        <source>(no words)</source>
        <translation>(keine Worte)</translation>
    </message>
    <message>
        <source>The recording of this picture is gone: its memory was needed, or the drawing engine was started anew. Curves and small looks are still here.</source>
        <translation>Die Aufzeichnung dieses Bildes ist weg: Ihr Speicher wurde gebraucht, oder das Zeichenprogramm wurde neu gestartet. Kurven und kleine Blicke sind noch da.</translation>
    </message>
    <message>
        <source>This picture is a branch of another one and cannot be drawn again by itself. Look into the one that it left.</source>
        <translation>Dieses Bild ist ein Zweig eines anderen und kann nicht für sich neu gezeichnet werden. Sieh in das, von dem es abzweigt.</translation>
    </message>
    <message>
        <source>The training in {0} cannot be shown: {1}.</source>
        <translation>Das Training in {0} kann nicht gezeigt werden: {1}.</translation>
    </message>
</context>
<context>
    <name>judging</name>
    <message>
        <source>follows the words badly</source>
        <translation>folgt den Worten schlecht</translation>
    </message>
    <message>
        <source>changes everything of its kind</source>
        <translation>verändert alles seiner Art</translation>
    </message>
    <message>
        <source>draws its whole kind another way</source>
        <translation>malt seine ganze Art anders</translation>
    </message>
    <message>
        <source>copies a photo</source>
        <translation>kopiert ein Foto</translation>
    </message>
    <message>
        <source>Step {0}</source>
        <translation>Schritt {0}</translation>
    </message>
    <message>
        <source>{0} chosen: likest to your photos, and nothing after it is better.</source>
        <translation>{0} gewählt: deinen Fotos am ähnlichsten, und nichts danach ist besser.</translation>
    </message>
    <message>
        <source>{0} chosen: the last one is the best. More steps may help.</source>
        <translation>{0} gewählt: Der letzte ist der beste. Mehr Schritte könnten helfen.</translation>
    </message>
    <message>
        <source>{0} chosen as the least bad: each of them {2}.</source>
        <translation>{0} gewählt als der am wenigsten schlechte: Jeder {2}.</translation>
    </message>
    <message>
        <source>{0} chosen: the lowest loss.</source>
        <translation>{0} gewählt: der kleinste Fehler.</translation>
    </message>
    <message>
        <source>{0} kept: the last one.</source>
        <translation>{0} behalten: der letzte.</translation>
    </message>
    <message>
        <source>{0} taken, as you chose.</source>
        <translation>{0} genommen, wie du wolltest.</translation>
    </message>
    <message>
        <source>{0} chosen: step {1} is no more alike than chance explains.</source>
        <translation>{0} gewählt: Schritt {1} ist nicht ähnlicher, als der Zufall erklärt.</translation>
    </message>
    <message>
        <source>{0} chosen: the only one that is judged so far.</source>
        <translation>{0} gewählt: bisher als einziger beurteilt.</translation>
    </message>
    <message>
        <source>{0} chosen: step {1} is as alike, but was still learning.</source>
        <translation>{0} gewählt: Schritt {1} ist genauso ähnlich, lernte aber noch.</translation>
    </message>
    <message>
        <source>{0} chosen: step {1} is more alike, but {2}.</source>
        <translation>{0} gewählt: Schritt {1} ist ähnlicher, aber {2}.</translation>
    </message>
    <message>
        <source>{0} kept by its loss: no step is more alike than before, as far as can be measured. Look at the pictures.</source>
        <translation>{0} nach dem Verlust behalten: Soweit messbar, ist kein Schritt ähnlicher als vorher. Sieh dir die Bilder an.</translation>
    </message>
    <message>
        <source>{0} chosen: step {1} was better, but its weights on the disk are damaged or gone.</source>
        <translation>{0} gewählt: Schritt {1} war besser, aber seine Gewichte auf der Platte sind beschädigt oder fort.</translation>
    </message>
    <message>
        <source>Done early at step {0}: nothing better since {1}.</source>
        <translation>Früher fertig, bei Schritt {0}: seit {1} nichts Besseres.</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>Schritt {0}</translation>
    </message>
    <message>
        <source>likeness {0}</source>
        <translation>Ähnlichkeit {0}</translation>
    </message>
    <message>
        <source>faithfulness {0}</source>
        <translation>Treue {0}</translation>
    </message>
    <message>
        <source>leak {0}</source>
        <translation>Ausgreifen {0}</translation>
    </message>
    <message>
        <source>drift {0}</source>
        <translation>Abdrift {0}</translation>
    </message>
    <message>
        <source>copying {0}</source>
        <translation>Kopieren {0}</translation>
    </message>
    <message>
        <source>A style is like no one thing: it goes by the loss.</source>
        <translation>Ein Stil gleicht keinem einzelnen Ding: Es geht nach dem Fehler.</translation>
    </message>
    <message>
        <source>No model to judge pictures with is here: only the loss is known.</source>
        <translation>Hier ist kein Modell, das Bilder beurteilt: Nur der Fehler ist bekannt.</translation>
    </message>
    <message>
        <source>Few photos: likeness is measured on those it learned from.</source>
        <translation>Wenige Fotos: Die Ähnlichkeit wird an denen gemessen, aus denen es lernte.</translation>
    </message>
    <message>
        <source>Likeness is measured on photos that it never learned from.</source>
        <translation>Die Ähnlichkeit wird an Fotos gemessen, aus denen es nie lernte.</translation>
    </message>
    <message>
        <source>★ chosen · ○ copies a photo · ◐ changes its whole kind · ■ follows the words badly</source>
        <translation>★ gewählt · ○ kopiert ein Foto · ◐ verändert seine ganze Art · ■ folgt den Worten schlecht</translation>
    </message>
    <message>
        <source>Nothing here can judge pictures of this model: only the loss will be known, and the step with the lowest loss is taken, or the last. These encoders see how alike pictures are.</source>
        <translation>Nichts hier kann Bilder dieses Modells beurteilen: nur der Fehler wird bekannt sein, und genommen wird der Schritt mit dem kleinsten oder der letzte. Diese Encoder sehen, wie ähnlich Bilder sind.</translation>
    </message>
    <message>
        <source>Likeness is judged by CLIP alone; DINO sees better whether it is the same thing.</source>
        <translation>Ähnlichkeit beurteilt CLIP allein; DINO sieht besser, ob es dasselbe Ding ist.</translation>
    </message>
    <message>
        <source>These encoders would judge the next training.</source>
        <translation>Diese Encoder würden das nächste Training beurteilen.</translation>
    </message>
    <message>
        <source>Get {0}, {1}…</source>
        <translation>{0} holen, {1} …</translation>
    </message>
    <message>
        <source>Asks the Hugging Face hub; licence and size are seen before anything is fetched.</source>
        <translation>Fragt den Hugging Face Hub; Lizenz und Größe sieht man, bevor etwas geholt wird.</translation>
    </message>
</context>
<context>
    <name>library</name>
    <message>
        <source>Nothing here is known to have the hash {0}. A hash is known once it was worked out, which reads the whole file.</source>
        <translation>Von nichts hier ist der Hash {0} bekannt. Ein Hash ist bekannt, wenn er ausgerechnet wurde; dazu wird die ganze Datei gelesen.</translation>
    </message>
    <message>
        <source>Nothing matches “{0}”.</source>
        <translation>Nichts passt zu „{0}“.</translation>
    </message>
    <message>
        <source>Nothing of this kind is here.</source>
        <translation>Nichts von dieser Art ist hier.</translation>
    </message>
    <message>
        <source>LoRAs are small files that teach a model a style or a thing. Add the folder where yours are; they are used where they lie.</source>
        <translation>LoRAs sind kleine Dateien, die einem Modell einen Stil oder ein Ding beibringen. Füge den Ordner mit deinen hinzu; sie werden benutzt, wo sie liegen.</translation>
    </message>
    <message>
        <source>Embeddings are tiny files that give a model a new word. Add the folder where yours are; they are used where they lie.</source>
        <translation>Embeddings sind winzige Dateien, die einem Modell ein neues Wort geben. Füge den Ordner mit deinen hinzu; sie werden benutzt, wo sie liegen.</translation>
    </message>
    <message>
        <source>Nothing is here twice.</source>
        <translation>Nichts ist zweimal da.</translation>
    </message>
    <message>
        <source>Add the folder where your models are, also one of A1111, Forge or ComfyUI. They are used where they lie; nothing is copied.</source>
        <translation>Füge den Ordner mit deinen Modellen hinzu, auch einen von A1111, Forge oder ComfyUI. Sie werden benutzt, wo sie liegen; nichts wird kopiert.</translation>
    </message>
    <message>
        <source>Move “{0}” ({1}) to the trash? It lies in {2}.</source>
        <translation>„{0}“ ({1}) in den Papierkorb legen? Es liegt in {2}.</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>“{0}” is in the trash.</source>
        <translation>„{0}“ ist im Papierkorb.</translation>
    </message>
    <message>
        <source>“{0}” is back in its place.</source>
        <translation>„{0}“ ist wieder an seinem Platz.</translation>
    </message>
    <message>
        <source>“{0}” is not in the trash any more.</source>
        <translation>„{0}“ ist nicht mehr im Papierkorb.</translation>
    </message>
    <message>
        <source>“{0}” stays in the trash: something else has its place now.</source>
        <translation>„{0}“ bleibt im Papierkorb: Etwas anderes hat jetzt seinen Platz.</translation>
    </message>
    <message>
        <source>“{0}” stays in the trash: {1}.</source>
        <translation>„{0}“ bleibt im Papierkorb: {1}.</translation>
    </message>
    <message>
        <source>It draws already.</source>
        <translation>Es zeichnet schon.</translation>
    </message>
    <message>
        <source>“{0}” could not be moved to the trash: {1}. It stays where it is.</source>
        <translation>„{0}“ konnte nicht in den Papierkorb gelegt werden: {1}. Es bleibt, wo es ist.</translation>
    </message>
    <message>
        <source>This could not be kept: {0} cannot be written ({1}).</source>
        <translation>Dies konnte nicht gespeichert werden: {0} ist nicht beschreibbar ({1}).</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>die Platte ist voll</translation>
    </message>
    <message>
        <source>it is not there any more</source>
        <translation>es ist nicht mehr da</translation>
    </message>
    <message>
        <source>It comes with the program and stays.</source>
        <translation>Es gehört zum Programm und bleibt.</translation>
    </message>
    <message>
        <source>{0} is for {1}; the model in use is {2}.</source>
        <translation>{0} ist für {1}; das benutzte Modell ist {2}.</translation>
    </message>
    <message>
        <source>{0}: it draws nothing by itself.</source>
        <translation>{0}: Es zeichnet nichts allein.</translation>
    </message>
    <message>
        <source>Work out the hashes of {0} files ({1} to read)</source>
        <translation>Die Hashes von {0} Dateien ausrechnen ({1} zu lesen)</translation>
    </message>
    <message>
        <source>working out hashes, {0} to go</source>
        <translation>rechnet Hashes aus, noch {0}</translation>
    </message>
    <message>
        <source>The hash is being worked out…</source>
        <translation>Der Hash wird ausgerechnet …</translation>
    </message>
    <message>
        <source>The path is in the clipboard.</source>
        <translation>Der Pfad ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>“{0}” is in the prompt now.</source>
        <translation>„{0}“ steht jetzt im Prompt.</translation>
    </message>
    <message>
        <source>{0} draws from now on.</source>
        <translation>{0} zeichnet ab jetzt.</translation>
    </message>
    <message>
        <source>{0} is looked through; what is in it is used where it lies.</source>
        <translation>{0} wird durchgesehen; was darin ist, wird benutzt, wo es liegt.</translation>
    </message>
    <message>
        <source>{0} places are looked through; what is in them is used where it lies.</source>
        <translation>{0} Orte werden durchgesehen; was darin ist, wird benutzt, wo es liegt.</translation>
    </message>
    <message>
        <source>{0} is off the list. On the disk it is as it was.</source>
        <translation>{0} ist nicht mehr auf der Liste. Auf der Platte ist alles wie vorher.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Benutzen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Work out the hash</source>
        <translation>Hash ausrechnen</translation>
    </message>
    <message>
        <source>Move to the trash…</source>
        <translation>In den Papierkorb …</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>LoRAs</source>
        <translation>LoRAs</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>Embeddings</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>Nicht zu benutzen</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Doppelte</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Etwas anderes</translation>
    </message>
    <message>
        <source>Not there now: {0}</source>
        <translation>Jetzt nicht da: {0}</translation>
    </message>
    <message>
        <source>knows {0} things</source>
        <translation>kennt {0} Dinge</translation>
    </message>
    <message>
        <source>licence: {0}</source>
        <translation>Lizenz: {0}</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Gebrauch</translation>
    </message>
    <message>
        <source>Your models folder</source>
        <translation>Dein Modellordner</translation>
    </message>
    <message>
        <source>Built in</source>
        <translation>Eingebaut</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Predicts</source>
        <translation>Sagt voraus</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Hash</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>not worked out yet</source>
        <translation>noch nicht ausgerechnet</translation>
    </message>
    <message>
        <source>1 word</source>
        <translation>1 Wort</translation>
    </message>
    <message>
        <source>as {0} words</source>
        <translation>als {0} Wörter</translation>
    </message>
    <message>
        <source>noise (a guess from its family)</source>
        <translation>Rauschen (nach seiner Familie vermutet)</translation>
    </message>
    <message>
        <source>The same file is also here:</source>
        <translation>Dieselbe Datei liegt auch hier:</translation>
    </message>
    <message>
        <source>A file of this name and size is also here:</source>
        <translation>Eine Datei dieses Namens und dieser Größe liegt auch hier:</translation>
    </message>
    <message>
        <source>1 entry · {0} on disk</source>
        <translation>1 Eintrag · {0} auf der Platte</translation>
    </message>
    <message>
        <source>{0} entries · {1} on disk</source>
        <translation>{0} Einträge · {1} auf der Platte</translation>
    </message>
    <message>
        <source>v (velocity)</source>
        <translation>v (Geschwindigkeit)</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>Not there now. What is in it is remembered.</source>
        <translation>Jetzt nicht da. Was darin ist, bleibt bekannt.</translation>
    </message>
    <message>
        <source>Looking through the folders…</source>
        <translation>Sieht die Ordner durch …</translation>
    </message>
    <message>
        <source>Looking at {0} of {1}…</source>
        <translation>Sieht {0} von {1} an …</translation>
    </message>
</context>
<context>
    <name>notices</name>
    <message>
        <source>There is no model to draw with yet. Your words are kept.</source>
        <translation>Es gibt noch kein Modell zum Zeichnen. Deine Worte sind noch da.</translation>
    </message>
    <message>
        <source>{0} is used meanwhile.</source>
        <translation>Inzwischen wird {0} benutzt.</translation>
    </message>
    <message>
        <source>The settings in {0} were damaged. They were put aside, and this start has the usual ones.</source>
        <translation>Die Einstellungen in {0} waren beschädigt. Sie wurden beiseitegelegt; dieser Start hat die üblichen.</translation>
    </message>
    <message>
        <source>The settings in {0} cannot be read. This start has the usual ones and keeps no changes.</source>
        <translation>Die Einstellungen in {0} sind nicht lesbar. Dieser Start hat die üblichen und bewahrt keine Änderungen.</translation>
    </message>
    <message>
        <source>One picture at a time can lie in the frame. Nothing was changed.</source>
        <translation>Im Rahmen kann nur ein Bild liegen. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The browser gave only a link. Copy the picture itself and paste it here.</source>
        <translation>Der Browser gab nur einen Link. Kopiere das Bild selbst und füge es hier ein.</translation>
    </message>
    <message>
        <source>A folder is no picture. One picture can be dropped here, or a model’s folder.</source>
        <translation>Ein Ordner ist kein Bild. Hier kann ein Bild abgelegt werden, oder der Ordner eines Modells.</translation>
    </message>
    <message>
        <source>There is no picture to paste.</source>
        <translation>Es gibt kein Bild zum Einfügen.</translation>
    </message>
    <message>
        <source>This cannot be used here. Nothing was changed.</source>
        <translation>Dies kann hier nicht benutzt werden. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Some of the LoRA “{0}” means nothing in this model and is left out ({1}).</source>
        <translation>Ein Teil des LoRAs „{0}“ bedeutet in diesem Modell nichts und bleibt weg ({1}).</translation>
    </message>
    <message>
        <source>“{0}” holds {1} entries that this program does not know. They are left out.</source>
        <translation>„{0}“ hat {1} Einträge, die dieses Programm nicht kennt. Sie bleiben weg.</translation>
    </message>
    <message>
        <source>“{0}” is an embedding for {1}. Here it is only a word like others.</source>
        <translation>„{0}“ ist ein Embedding für {1}. Hier ist es nur ein Wort wie andere.</translation>
    </message>
    <message>
        <source>Memory ran out when the steps were done. They are kept; only the picture is developed once more, in smaller pieces.</source>
        <translation>Der Speicher reichte nicht, als die Schritte fertig waren. Sie bleiben; nur das Bild wird noch einmal entwickelt, in kleineren Stücken.</translation>
    </message>
    <message>
        <source>Memory ran out. The picture is drawn once more in smaller pieces, which takes longer.</source>
        <translation>Der Speicher reichte nicht. Das Bild wird noch einmal in kleineren Stücken gezeichnet, was länger dauert.</translation>
    </message>
    <message>
        <source>This model’s autoencoder overflows in {0}. It now works in {1}, which takes a little longer.</source>
        <translation>Der Autoencoder dieses Modells läuft in {0} über. Er arbeitet jetzt in {1}, was etwas länger dauert.</translation>
    </message>
    <message>
        <source>The drawing engine stopped and was started again; what was being drawn is drawn once more.</source>
        <translation>Das Zeichenprogramm ist abgestürzt und wurde neu gestartet; was gezeichnet wurde, wird noch einmal gezeichnet.</translation>
    </message>
    <message>
        <source>The drawing engine cannot be started. Pictures and settings are safe.</source>
        <translation>Das Zeichenprogramm startet nicht. Bilder und Einstellungen sind sicher.</translation>
    </message>
</context>
<context>
    <name>pages</name>
    <message>
        <source>Create</source>
        <translation>Malen</translation>
    </message>
    <message>
        <source>Draw pictures from words</source>
        <translation>Bilder aus Worten zeichnen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Models and what goes with them</source>
        <translation>Modelle und was dazugehört</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Anlernen</translation>
    </message>
    <message>
        <source>Your dog, a person, a thing, a style</source>
        <translation>Dein Hund, ein Mensch, ein Ding, ein Stil</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>Innen</translation>
    </message>
    <message>
        <source>See how a picture came about</source>
        <translation>Sehen, wie ein Bild entstand</translation>
    </message>
</context>
<context>
    <name>permissions</name>
    <message>
        <source>Only the canvas is shown: F11 brings the rest back.</source>
        <translation>Nur die Leinwand ist zu sehen: F11 bringt den Rest zurück.</translation>
    </message>
    <message>
        <source>Nothing is being drawn.</source>
        <translation>Es wird nichts gezeichnet.</translation>
    </message>
    <message>
        <source>Nothing is waiting.</source>
        <translation>Es wartet nichts.</translation>
    </message>
    <message>
        <source>This belongs to the Models page (Alt+3).</source>
        <translation>Dies gehört zur Seite Modelle (Alt+3).</translation>
    </message>
    <message>
        <source>There is no proposal on the canvas.</source>
        <translation>Auf der Leinwand ist kein Vorschlag.</translation>
    </message>
    <message>
        <source>The canvas is empty.</source>
        <translation>Die Leinwand ist leer.</translation>
    </message>
    <message>
        <source>This belongs to the Create page (Alt+1).</source>
        <translation>Dies gehört zur Seite Malen (Alt+1).</translation>
    </message>
    <message>
        <source>The window is too narrow for the results.</source>
        <translation>Das Fenster ist zu schmal für die Ergebnisse.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Es gibt nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>Es gibt nichts zu wiederholen.</translation>
    </message>
</context>
<context>
    <name>phrases</name>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} min</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0} h</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} h {1} min</translation>
    </message>
    <message>
        <source>Time not measured here yet</source>
        <translation>Zeit hier noch nicht gemessen</translation>
    </message>
    <message>
        <source>About {0} for {1} pictures</source>
        <translation>Etwa {0} für {1} Bilder</translation>
    </message>
    <message>
        <source>About {0}</source>
        <translation>Etwa {0}</translation>
    </message>
    <message>
        <source>Needs {0}, free: {1}</source>
        <translation>Braucht {0}, frei: {1}</translation>
    </message>
    <message>
        <source>takes {0}</source>
        <translation>braucht {0}</translation>
    </message>
    <message>
        <source>fits: {0} of {1}</source>
        <translation>passt: {0} von {1}</translation>
    </message>
    <message>
        <source>in pieces: {0} of {1}</source>
        <translation>in Stücken: {0} von {1}</translation>
    </message>
    <message>
        <source>only the part at work is in memory</source>
        <translation>nur der arbeitende Teil ist im Speicher</translation>
    </message>
    <message>
        <source>guidance asks twice, not in one batch</source>
        <translation>die Führung fragt zweimal, nicht auf einmal</translation>
    </message>
    <message>
        <source>the picture is developed in tiles</source>
        <translation>das Bild wird in Kacheln entwickelt</translation>
    </message>
    <message>
        <source>Slower, because memory is short: {0}.</source>
        <translation>Langsamer, weil der Speicher knapp ist: {0}.</translation>
    </message>
    <message>
        <source>The memory was measured on this computer.</source>
        <translation>Der Speicher wurde auf diesem Rechner gemessen.</translation>
    </message>
    <message>
        <source>The memory is computed, not measured here yet.</source>
        <translation>Der Speicher ist berechnet, hier noch nicht gemessen.</translation>
    </message>
    <message>
        <source>There was no memory to give back.</source>
        <translation>Es gab keinen Speicher zurückzugeben.</translation>
    </message>
    <message>
        <source>{0} of memory given back. The next picture loads the model again.</source>
        <translation>{0} Speicher zurückgegeben. Das nächste Bild lädt das Modell neu.</translation>
    </message>
    <message>
        <source>{0} GB</source>
        <translation>{0} GB</translation>
    </message>
    <message>
        <source>Take {0} × {1}</source>
        <translation>{0} × {1} nehmen</translation>
    </message>
    <message>
        <source>about {0} left</source>
        <translation>noch etwa {0}</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Hält an</translation>
    </message>
    <message>
        <source>Stopping after this step</source>
        <translation>Hält nach diesem Schritt an</translation>
    </message>
    <message>
        <source>{0}, up to {1}</source>
        <translation>{0}, bis zu {1}</translation>
    </message>
    <message>
        <source>{0} · Esc again ends it at once</source>
        <translation>{0} · noch einmal Esc beendet sofort</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Zeichnet</translation>
    </message>
    <message>
        <source>Drawing {0} of {1}</source>
        <translation>Zeichnet {0} von {1}</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
    <message>
        <source>making the old model file safe, once: {0}</source>
        <translation>macht die alte Modelldatei sicher, einmal: {0}</translation>
    </message>
    <message>
        <source>step {0} of {1}</source>
        <translation>Schritt {0} von {1}</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>lädt das Modell</translation>
    </message>
    <message>
        <source>reading the words</source>
        <translation>liest die Worte</translation>
    </message>
    <message>
        <source>reading the picture</source>
        <translation>liest das Bild</translation>
    </message>
    <message>
        <source>drawing</source>
        <translation>zeichnet</translation>
    </message>
    <message>
        <source>developing the picture</source>
        <translation>entwickelt das Bild</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>speichert</translation>
    </message>
    <message>
        <source>because you dropped a picture</source>
        <translation>weil du ein Bild abgelegt hast</translation>
    </message>
    <message>
        <source>because you pasted a picture</source>
        <translation>weil du ein Bild eingefügt hast</translation>
    </message>
    <message>
        <source>because you opened a picture</source>
        <translation>weil du ein Bild geöffnet hast</translation>
    </message>
    <message>
        <source>because you chose a result</source>
        <translation>weil du ein Ergebnis gewählt hast</translation>
    </message>
    <message>
        <source>because the canvas is empty</source>
        <translation>weil die Leinwand leer ist</translation>
    </message>
    <message>
        <source>The drawing engine is starting</source>
        <translation>Das Zeichenprogramm startet</translation>
    </message>
    <message>
        <source>The drawing engine is starting, about {0}</source>
        <translation>Das Zeichenprogramm startet, etwa {0}</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>{0} pictures drawn in {1} s and saved</source>
        <translation>{0} Bilder in {1} s gezeichnet und gespeichert</translation>
    </message>
    <message>
        <source>Drawn in {0} s and saved</source>
        <translation>In {0} s gezeichnet und gespeichert</translation>
    </message>
    <message>
        <source>Stopped. Finished pictures are kept</source>
        <translation>Angehalten. Fertige Bilder sind da</translation>
    </message>
    <message>
        <source>Picture {0} of {1} is ready</source>
        <translation>Bild {0} von {1} ist fertig</translation>
    </message>
    <message>
        <source>{0} waiting</source>
        <translation>{0} warten</translation>
    </message>
    <message>
        <source>1 thread</source>
        <translation>1 Thread</translation>
    </message>
    <message>
        <source>{0} threads</source>
        <translation>{0} Threads</translation>
    </message>
    <message>
        <source>{0} · torch {1} · {2}</source>
        <translation>{0} · torch {1} · {2}</translation>
    </message>
    <message>
        <source>Processor · {0}</source>
        <translation>Prozessor · {0}</translation>
    </message>
    <message>
        <source>The drawing engine is starting and checking what this computer has.</source>
        <translation>Das Zeichenprogramm startet und sieht nach, was dieser Rechner hat.</translation>
    </message>
    <message>
        <source>This is a proposal, saved and not yet in your picture. Click it: then Enter keeps it, the arrows flip.</source>
        <translation>Das ist ein Vorschlag, gesichert und noch nicht in deinem Bild. Klick darauf: Dann behält ihn Enter, und die Pfeile blättern.</translation>
    </message>
    <message>
        <source>No graphics card found: the processor draws, with {0}.</source>
        <translation>Keine Grafikkarte gefunden: Der Prozessor zeichnet, mit {0}.</translation>
    </message>
    <message>
        <source>{0} draws.</source>
        <translation>{0} zeichnet.</translation>
    </message>
    <message>
        <source>There is no model yet. Open a model file or the folder of one.</source>
        <translation>Es gibt noch kein Modell. Öffne eine Modelldatei oder den Ordner eines Modells.</translation>
    </message>
    <message>
        <source>{0} is ready.</source>
        <translation>{0} ist bereit.</translation>
    </message>
    <message>
        <source>{0} are ready.</source>
        <translation>{0} sind bereit.</translation>
    </message>
    <message>
        <source>{0} · not there</source>
        <translation>{0} · nicht da</translation>
    </message>
    <message>
        <source>{0} · cannot be used</source>
        <translation>{0} · nicht zu benutzen</translation>
    </message>
</context>
<context>
    <name>samplers</name>
    <message>
        <source>DPM++ 2M – good default</source>
        <translation>DPM++ 2M – gut für alles</translation>
    </message>
    <message>
        <source>UniPC – good with few steps</source>
        <translation>UniPC – gut bei wenig Schritten</translation>
    </message>
    <message>
        <source>Euler – plain and steady</source>
        <translation>Euler – schlicht und stetig</translation>
    </message>
    <message>
        <source>Heun – finer, twice the time</source>
        <translation>Heun – feiner, doppelte Zeit</translation>
    </message>
    <message>
        <source>DPM2 – finer, twice the time</source>
        <translation>DPM2 – feiner, doppelte Zeit</translation>
    </message>
    <message>
        <source>Euler a – livelier</source>
        <translation>Euler a – lebhafter</translation>
    </message>
    <message>
        <source>DPM++ 2M SDE – livelier, fine detail</source>
        <translation>DPM++ 2M SDE – lebhafter, feine Einzelheiten</translation>
    </message>
    <message>
        <source>DPM++ SDE – livelier, twice the time</source>
        <translation>DPM++ SDE – lebhafter, doppelte Zeit</translation>
    </message>
    <message>
        <source>DDIM – the classic</source>
        <translation>DDIM – der Klassiker</translation>
    </message>
    <message>
        <source>PLMS – of the first models</source>
        <translation>PLMS – der ersten Modelle</translation>
    </message>
    <message>
        <source>LMS – of the first models</source>
        <translation>LMS – der ersten Modelle</translation>
    </message>
    <message>
        <source>DDPM – wants many steps</source>
        <translation>DDPM – will viele Schritte</translation>
    </message>
    <message>
        <source>LCM – only for LCM models</source>
        <translation>LCM – nur für LCM-Modelle</translation>
    </message>
    <message>
        <source>As taught – plain</source>
        <translation>Wie gelernt – schlicht</translation>
    </message>
    <message>
        <source>Karras – finer at the end</source>
        <translation>Karras – am Ende feiner</translation>
    </message>
    <message>
        <source>Exponential – finest at the end</source>
        <translation>Exponentiell – am Ende am feinsten</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>The prompt</source>
        <translation>Der Prompt</translation>
    </message>
    <message>
        <source>The negative prompt</source>
        <translation>Der negative Prompt</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Führung</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>The sampler</source>
        <translation>Der Sampler</translation>
    </message>
    <message>
        <source>The schedule</source>
        <translation>Die Verteilung</translation>
    </message>
    <message>
        <source>Rescale</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Clip skip</source>
        <translation>Clip-Skip</translation>
    </message>
    <message>
        <source>The seed</source>
        <translation>Der Seed</translation>
    </message>
    <message>
        <source>The width</source>
        <translation>Die Breite</translation>
    </message>
    <message>
        <source>The height</source>
        <translation>Die Höhe</translation>
    </message>
    <message>
        <source>The number of pictures</source>
        <translation>Die Zahl der Bilder</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>The picture to start from</source>
        <translation>Das Bild, von dem ausgegangen wird</translation>
    </message>
    <message>
        <source>The list of LoRAs</source>
        <translation>Die Liste der LoRAs</translation>
    </message>
    <message>
        <source>The list of embeddings</source>
        <translation>Die Liste der Embeddings</translation>
    </message>
    <message>
        <source>The autoencoder</source>
        <translation>Der Autoencoder</translation>
    </message>
    <message>
        <source>Eta</source>
        <translation>Eta</translation>
    </message>
    <message>
        <source>The mask</source>
        <translation>Die Maske</translation>
    </message>
    <message>
        <source>The precision</source>
        <translation>Die Genauigkeit</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>Das Modell</translation>
    </message>
    <message>
        <source>The step</source>
        <translation>Der Schritt</translation>
    </message>
    <message>
        <source>The share</source>
        <translation>Der Anteil</translation>
    </message>
    <message>
        <source>This picture was drawn with another autoencoder and cannot be drawn again here.</source>
        <translation>Dieses Bild wurde mit einem anderen Autoencoder gezeichnet und kann hier nicht noch einmal gezeichnet werden.</translation>
    </message>
    <message>
        <source>This model repaints a part of a picture; no part is marked. Nothing was drawn.</source>
        <translation>Dieses Modell malt einen Teil eines Bildes neu; es ist keiner markiert. Nichts wurde gezeichnet.</translation>
    </message>
    <message>
        <source>{0} must be {1}. Nothing was changed.</source>
        <translation>{0} muss {1} sein. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{0} must be {1}; nothing is given. Nothing was drawn.</source>
        <translation>{0} muss {1} sein; nichts ist angegeben. Nichts wurde gezeichnet.</translation>
    </message>
    <message>
        <source>{0} must be {1}; it is {2}. Nothing was drawn.</source>
        <translation>{0} muss {1} sein; es ist {2}. Nichts wurde gezeichnet.</translation>
    </message>
    <message>
        <source>“{0}” was made by a newer version of this program.</source>
        <translation>„{0}“ stammt von einer neueren Version dieses Programms.</translation>
    </message>
    <message>
        <source>The settings in “{0}” cannot be read. Nothing was changed.</source>
        <translation>Die Einstellungen in „{0}“ können nicht gelesen werden. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The settings in “{0}” cannot be used: {1} must be {2}. Nothing was changed.</source>
        <translation>Die Einstellungen in „{0}“ können nicht benutzt werden: {1} muss {2} sein. Nichts wurde geändert.</translation>
    </message>
</context>
<context>
    <name>teach</name>
    <message>
        <source>“{0}” must be {1}. Nothing was begun.</source>
        <translation>„{0}“ muss {1} sein. Nichts wurde begonnen.</translation>
    </message>
    <message>
        <source>What it has learned is not at {0}. Bring the folder back, or teach anew.</source>
        <translation>Was es gelernt hat, liegt nicht in {0}. Bring den Ordner zurück, oder lerne neu an.</translation>
    </message>
    <message>
        <source>Teaching of “{0}” waits at step {1}.</source>
        <translation>Das Training von „{0}“ wartet bei Schritt {1}.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Die Platte ist voll.</translation>
    </message>
    <message>
        <source>The disk is full: {1} are free, {2} are needed in {0}.</source>
        <translation>Die Platte ist voll: {1} sind frei, {2} werden in {0} gebraucht.</translation>
    </message>
    <message>
        <source>The memory is full. A smaller size, or fewer photos at once, may fit.</source>
        <translation>Der Speicher ist voll. Eine kleinere Größe oder weniger Fotos auf einmal passen vielleicht.</translation>
    </message>
    <message>
        <source>Something unforeseen happened.</source>
        <translation>Etwas Unvorhergesehenes ist geschehen.</translation>
    </message>
    <message>
        <source>The result is there; it could not be drawn at several strengths.</source>
        <translation>Das Ergebnis ist da; mit mehreren Stärken ließ es sich nicht malen.</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} und {1} weitere</translation>
    </message>
    <message>
        <source>A photo is not there any more: {0}.</source>
        <translation>Ein Foto ist nicht mehr da: {0}.</translation>
    </message>
    <message>
        <source>{0} photos are not there any more: {1}.</source>
        <translation>{0} Fotos sind nicht mehr da: {1}.</translation>
    </message>
    <message>
        <source>A photo cannot be read and is left out: {0}.</source>
        <translation>Ein Foto ist nicht lesbar und bleibt weg: {0}.</translation>
    </message>
    <message>
        <source>{0} photos cannot be read and are left out: {1}.</source>
        <translation>{0} Fotos sind nicht lesbar und bleiben weg: {1}.</translation>
    </message>
    <message>
        <source>The photos are no longer those that this training began with.</source>
        <translation>Die Fotos sind nicht mehr die, mit denen dieses Training begann.</translation>
    </message>
    <message>
        <source>This training began in other circumstances (device, precision or program). It goes on; its result may differ a little from that of an undisturbed run.</source>
        <translation>Dieses Training begann unter anderen Umständen (Gerät, Genauigkeit oder Programm). Es geht weiter; das Ergebnis kann ein wenig von dem eines ungestörten Laufs abweichen.</translation>
    </message>
    <message>
        <source>“{0}” could not be taken out of the trash: {1}.</source>
        <translation>„{0}“ ließ sich nicht aus dem Papierkorb holen: {1}.</translation>
    </message>
    <message>
        <source>it is not there any more, or something else has its place</source>
        <translation>es ist nicht mehr da, oder etwas anderes hat seinen Platz</translation>
    </message>
    <message>
        <source>“{0}” could not be moved to the trash: {1}. It stays where it is.</source>
        <translation>„{0}“ konnte nicht in den Papierkorb gelegt werden: {1}. Es bleibt, wo es ist.</translation>
    </message>
    <message>
        <source>it is not there any more</source>
        <translation>es ist nicht mehr da</translation>
    </message>
    <message>
        <source>Teaching of “{0}” broke off. Nothing is lost: it goes on from step {1}.</source>
        <translation>Das Training von „{0}“ brach ab. Nichts ist verloren: Es geht bei Schritt {1} weiter.</translation>
    </message>
    <message>
        <source>The photo {0} is not there any more. Leave it out, or bring it back.</source>
        <translation>Das Foto {0} ist nicht mehr da. Lass es weg, oder bring es zurück.</translation>
    </message>
    <message>
        <source>There are no photos among them. PNG, JPEG, WebP, TIFF, BMP and HEIC can be learned from.</source>
        <translation>Darunter sind keine Fotos. Aus PNG, JPEG, WebP, TIFF, BMP und HEIC kann gelernt werden.</translation>
    </message>
    <message>
        <source>The first {0} of these {1} photos were taken. The command line takes any number of them.</source>
        <translation>Die ersten {0} dieser {1} Fotos wurden genommen. Die Befehlszeile nimmt beliebig viele.</translation>
    </message>
    <message>
        <source>Forget the draft “{0}”? Its photos stay where they are.</source>
        <translation>Den Entwurf „{0}“ vergessen? Seine Fotos bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Take “{0}” off this list? Its result stays in the library.</source>
        <translation>„{0}“ von dieser Liste nehmen? Das Ergebnis bleibt bei den Modellen.</translation>
    </message>
    <message>
        <source>Move all that “{0}” learned so far to the trash? Its photos stay.</source>
        <translation>Alles, was „{0}“ bisher gelernt hat, in den Papierkorb? Die Fotos bleiben.</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Take it off</source>
        <translation>Von der Liste nehmen</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>Move saved states and samples of “{0}” to the trash, {1}? The result stays as it is; no other step can be taken then.</source>
        <translation>Zwischenstände und Proben von „{0}“ in den Papierkorb, {1}? Das Ergebnis bleibt, wie es ist; ein anderer Schritt lässt sich dann nicht mehr nehmen.</translation>
    </message>
    <message>
        <source>The learning data of “{0}” is in the trash. The result stays.</source>
        <translation>Die Lerndaten von „{0}“ sind im Papierkorb. Das Ergebnis bleibt.</translation>
    </message>
    <message>
        <source>The draft “{0}” is forgotten.</source>
        <translation>Der Entwurf „{0}“ ist vergessen.</translation>
    </message>
    <message>
        <source>“{0}” is off this list. Its result stays in the library.</source>
        <translation>„{0}“ ist von der Liste. Das Ergebnis bleibt in der Bibliothek.</translation>
    </message>
    <message>
        <source>What “{0}” had learned is in the trash.</source>
        <translation>Was „{0}“ gelernt hatte, ist im Papierkorb.</translation>
    </message>
    <message>
        <source>“{0}” was taught, but no step of it is more alike than before. The result is in the library.</source>
        <translation>„{0}“ wurde angelernt, aber kein Schritt ist ähnlicher als vorher. Das Ergebnis ist in der Bibliothek.</translation>
    </message>
    <message>
        <source>“{0}” is taught, but each step {1}. The least bad one is in the library.</source>
        <translation>„{0}“ ist angelernt, aber jeder Schritt {1}. Der am wenigsten schlechte ist in der Bibliothek.</translation>
    </message>
    <message>
        <source>“{0}” is learned. It is in the library.</source>
        <translation>„{0}“ ist gelernt. Es steht bei den Modellen.</translation>
    </message>
    <message>
        <source>Teaching saves and makes room; your picture is drawn then.</source>
        <translation>Das Training sichert und macht Platz; dann wird dein Bild gemalt.</translation>
    </message>
    <message>
        <source>The result of “{0}” is not there any more.</source>
        <translation>Das Ergebnis von „{0}“ ist nicht mehr da.</translation>
    </message>
    <message>
        <source>{0} is no longer among the photos. The file stays where it is.</source>
        <translation>{0} ist nicht mehr unter den Fotos. Die Datei bleibt, wo sie ist.</translation>
    </message>
    <message>
        <source>“{0}” is now as it was at step {1}, in the library, too.</source>
        <translation>„{0}“ ist jetzt wie nach Schritt {1}, auch in der Bibliothek.</translation>
    </message>
    <message>
        <source>Pet</source>
        <translation>Tier</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Mensch</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Ding</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Stil</translation>
    </message>
    <message>
        <source>An animal you know. Photos may be mirrored.</source>
        <translation>Ein Tier, das du kennst. Fotos dürfen gespiegelt werden.</translation>
    </message>
    <message>
        <source>Somebody who agreed. Faces are never mirrored.</source>
        <translation>Jemand, der einverstanden ist. Gesichter werden nie gespiegelt.</translation>
    </message>
    <message>
        <source>A thing, a product. Lettering is never mirrored.</source>
        <translation>Ein Ding, ein Produkt. Schrift wird nie gespiegelt.</translation>
    </message>
    <message>
        <source>A way of drawing, from pictures with words beside them.</source>
        <translation>Eine Art zu malen, aus Bildern mit Worten dazu.</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Textual inversion</source>
        <translation>Textual Inversion</translation>
    </message>
    <message>
        <source>Full DreamBooth</source>
        <translation>Volles DreamBooth</translation>
    </message>
    <message>
        <source>Fine-tune</source>
        <translation>Feinabstimmung</translation>
    </message>
    <message>
        <source>Nearly everything. A small file beside the model.</source>
        <translation>Fast alles. Eine kleine Datei neben dem Modell.</translation>
    </message>
    <message>
        <source>Only a new word, a few kB. Less likeness.</source>
        <translation>Nur ein neues Wort, wenige kB. Weniger ähnlich.</translation>
    </message>
    <message>
        <source>Most likeness. A whole model of its own.</source>
        <translation>Am ähnlichsten. Ein ganzes eigenes Modell.</translation>
    </message>
    <message>
        <source>Many pictures with words: a style, or many things.</source>
        <translation>Viele Bilder mit Worten: ein Stil, oder vieles.</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>Gründlich</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>Unlesbar</translation>
    </message>
    <message>
        <source>Small in it</source>
        <translation>Klein im Bild</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>Angeschnitten</translation>
    </message>
    <message>
        <source>Too small</source>
        <translation>Zu klein</translation>
    </message>
    <message>
        <source>Too bright</source>
        <translation>Zu hell</translation>
    </message>
    <message>
        <source>Too dark</source>
        <translation>Zu dunkel</translation>
    </message>
    <message>
        <source>Blurred</source>
        <translation>Unscharf</translation>
    </message>
    <message>
        <source>On its side?</source>
        <translation>Auf der Seite?</translation>
    </message>
    <message>
        <source>It cannot be read, so it does not count.</source>
        <translation>Es ist nicht lesbar und zählt nicht.</translation>
    </message>
    <message>
        <source>What it shows is small: {0} % of it. A closer crop helps.</source>
        <translation>Was es zeigt, ist klein: {0} % davon. Ein engerer Ausschnitt hilft.</translation>
    </message>
    <message>
        <source>The crop leaves out {0} % of what it shows.</source>
        <translation>Der Ausschnitt lässt {0} % dessen weg, was es zeigt.</translation>
    </message>
    <message>
        <source>Nearly the same as photo {0}. One of them is enough.</source>
        <translation>Fast wie Foto {0}. Eines davon genügt.</translation>
    </message>
    <message>
        <source>Only {0} of {1} px. It will be enlarged.</source>
        <translation>Nur {0} von {1} px. Es wird vergrößert.</translation>
    </message>
    <message>
        <source>Parts of it are blown out to white.</source>
        <translation>Teile davon sind ganz weiß.</translation>
    </message>
    <message>
        <source>Parts of it have drowned in black.</source>
        <translation>Teile davon sind ganz schwarz.</translation>
    </message>
    <message>
        <source>Beside the others it seems to lie on its side. Turn it?</source>
        <translation>Neben den anderen scheint es auf der Seite zu liegen. Drehen?</translation>
    </message>
    <message>
        <source>Blurred: it would learn the blur, too.</source>
        <translation>Unscharf: Es würde die Unschärfe mitlernen.</translation>
    </message>
    <message>
        <source>No face</source>
        <translation>Kein Gesicht</translation>
    </message>
    <message>
        <source>Another face</source>
        <translation>Noch ein Gesicht</translation>
    </message>
    <message>
        <source>Upside down?</source>
        <translation>Kopfüber?</translation>
    </message>
    <message>
        <source>The face is not in the crop.</source>
        <translation>Das Gesicht ist nicht im Ausschnitt.</translation>
    </message>
    <message>
        <source>{0} other faces are in the crop: they would be learned, too.</source>
        <translation>{0} weitere Gesichter sind im Ausschnitt: Sie würden mitgelernt.</translation>
    </message>
    <message>
        <source>The face seems to be upside down. Turn it?</source>
        <translation>Das Gesicht scheint auf dem Kopf zu stehen. Drehen?</translation>
    </message>
    <message>
        <source>The face seems to lie on its side. Turn it?</source>
        <translation>Das Gesicht scheint auf der Seite zu liegen. Drehen?</translation>
    </message>
    <message>
        <source>No face was found: draw the crop around head and shoulders.</source>
        <translation>Kein Gesicht gefunden: Zieh den Ausschnitt um Kopf und Schultern.</translation>
    </message>
    <message>
        <source>Another face is in the crop: it would be learned, too.</source>
        <translation>Noch ein Gesicht ist im Ausschnitt: Es würde mitgelernt.</translation>
    </message>
    <message>
        <source>{0} faces are in the photo: the largest is learned. Drag the crop to another.</source>
        <translation>{0} Gesichter sind auf dem Foto: Gelernt wird das größte. Zieh den Ausschnitt auf ein anderes.</translation>
    </message>
    <message>
        <source>checked {0} of {1}</source>
        <translation>{0} von {1} geprüft</translation>
    </message>
    <message>
        <source>No photos yet. Three are needed, five to twenty are good.</source>
        <translation>Noch keine Fotos. Drei sind nötig, fünf bis zwanzig sind gut.</translation>
    </message>
    <message>
        <source>All photos are the same picture. Different ones are needed.</source>
        <translation>Alle Fotos sind dasselbe Bild. Es braucht verschiedene.</translation>
    </message>
    <message>
        <source>Three usable photos are needed; usable are {0}, unreadable {1}.</source>
        <translation>Drei brauchbare Fotos sind nötig; brauchbar sind {0}, unlesbar {1}.</translation>
    </message>
    <message>
        <source>Three usable photos are needed; here is one.</source>
        <translation>Drei brauchbare Fotos sind nötig; hier ist eines.</translation>
    </message>
    <message>
        <source>Three usable photos are needed; here are {0}.</source>
        <translation>Drei brauchbare Fotos sind nötig; hier sind {0}.</translation>
    </message>
    <message>
        <source>Ready. {0} photos.</source>
        <translation>Bereit. {0} Fotos.</translation>
    </message>
    <message>
        <source>Ready. {0} photos</source>
        <translation>Bereit. {0} Fotos</translation>
    </message>
    <message>
        <source>one needs a look</source>
        <translation>eines braucht einen Blick</translation>
    </message>
    <message>
        <source>{0} need a look</source>
        <translation>{0} brauchen einen Blick</translation>
    </message>
    <message>
        <source>No words</source>
        <translation>Ohne Worte</translation>
    </message>
    <message>
        <source>Twin of {0}</source>
        <translation>Zwilling von {0}</translation>
    </message>
    <message>
        <source>Most have the same background: it would be learned, too.</source>
        <translation>Die meisten haben denselben Hintergrund: Er würde mitgelernt.</translation>
    </message>
    <message>
        <source>There is no photo in “{0}”. PNG, JPEG, WebP, TIFF, BMP and HEIC can be learned from.</source>
        <translation>In „{0}“ ist kein Foto. Gelernt werden kann aus PNG, JPEG, WebP, TIFF, BMP und HEIC.</translation>
    </message>
    <message>
        <source>One picture has no words yet: say what is to be seen in it.</source>
        <translation>Ein Bild hat noch keine Worte: sag, was darauf zu sehen ist.</translation>
    </message>
    <message>
        <source>{0} pictures have no words yet: say what is to be seen in each.</source>
        <translation>{0} Bilder haben noch keine Worte: sag bei jedem, was darauf zu sehen ist.</translation>
    </message>
    <message>
        <source>Photos stay where they are and are never changed.</source>
        <translation>Fotos bleiben, wo sie sind, und werden nie geändert.</translation>
    </message>
    <message>
        <source>You will write:  a house, {0}</source>
        <translation>Du wirst schreiben:  a house, {0}</translation>
    </message>
    <message>
        <source>You will write:  {0} on a red background</source>
        <translation>Du wirst schreiben:  {0} on a red background</translation>
    </message>
    <message>
        <source>You will write:  {0} in the snow</source>
        <translation>Du wirst schreiben:  {0} in the snow</translation>
    </message>
    <message>
        <source>Teaching {0}</source>
        <translation>Lernt {0}</translation>
    </message>
    <message>
        <source>step {0} of {1}</source>
        <translation>Schritt {0} von {1}</translation>
    </message>
    <message>
        <source>Ends with what it has learned as soon as it is its turn</source>
        <translation>Endet mit dem, was es gelernt hat, sobald es an der Reihe ist</translation>
    </message>
    <message>
        <source>Making room for painting…</source>
        <translation>Macht Platz zum Malen …</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>Hält an …</translation>
    </message>
    <message>
        <source>Ending with what it has learned…</source>
        <translation>Endet mit dem, was es gelernt hat …</translation>
    </message>
    <message>
        <source>Draft · one photo</source>
        <translation>Entwurf · ein Foto</translation>
    </message>
    <message>
        <source>Draft · {0} photos</source>
        <translation>Entwurf · {0} Fotos</translation>
    </message>
    <message>
        <source>Paused while you paint · step {0} · goes on {1} after the last picture</source>
        <translation>Angehalten, solange du malst · Schritt {0} · weiter {1} nach dem letzten Bild</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>Wartet, bis es dran ist</translation>
    </message>
    <message>
        <source>Step {0} of {1}</source>
        <translation>Schritt {0} von {1}</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Fängt an</translation>
    </message>
    <message>
        <source>Paused at step {0}: the device is free</source>
        <translation>Pause bei Schritt {0}: Das Gerät ist frei</translation>
    </message>
    <message>
        <source>Stopped at step {0}. Nothing is lost</source>
        <translation>Unterbrochen bei Schritt {0}. Nichts ist verloren</translation>
    </message>
    <message>
        <source>Could not go on at step {0}</source>
        <translation>Konnte bei Schritt {0} nicht weiter</translation>
    </message>
    <message>
        <source>Finished at step {0}</source>
        <translation>Fertig bei Schritt {0}</translation>
    </message>
    <message>
        <source>Finished at step {0}, taken is step {1}</source>
        <translation>Fertig bei Schritt {0}, genommen ist Schritt {1}</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>lädt das Modell</translation>
    </message>
    <message>
        <source>looking at the photos</source>
        <translation>sieht sich die Fotos an</translation>
    </message>
    <message>
        <source>drawing what the model knows as “{0}”</source>
        <translation>malt, was das Modell als „{0}“ kennt</translation>
    </message>
    <message>
        <source>reading the pictures</source>
        <translation>liest die Bilder</translation>
    </message>
    <message>
        <source>last preparations</source>
        <translation>letzte Vorbereitungen</translation>
    </message>
    <message>
        <source>This looks more like “{0}” ({1}). The noun matters most of all fields.</source>
        <translation>Das sieht eher nach „{0}“ aus ({1}). Das Nomen ist das wichtigste aller Felder.</translation>
    </message>
    <message>
        <source>The photos look like it: {0} ({1}).</source>
        <translation>Die Fotos sehen danach aus: {0} ({1}).</translation>
    </message>
    <message>
        <source>{0} so far</source>
        <translation>{0} bis jetzt</translation>
    </message>
    <message>
        <source>Teaching of “{0}” stopped at step {1}. Nothing is lost.</source>
        <translation>Das Training von „{0}“ hielt bei Schritt {1} an. Nichts ist verloren.</translation>
    </message>
    <message>
        <source>one photo</source>
        <translation>einem Foto</translation>
    </message>
    <message>
        <source>{0} photos</source>
        <translation>{0} Fotos</translation>
    </message>
    <message>
        <source>Delete learning data, {0}</source>
        <translation>Lerndaten löschen, {0}</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>memory: not known yet</source>
        <translation>Speicher: noch unbekannt</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>measuring…</source>
        <translation>wird gemessen …</translation>
    </message>
    <message>
        <source>time: not known yet</source>
        <translation>Zeit: noch unbekannt</translation>
    </message>
    <message>
        <source>about {0}</source>
        <translation>etwa {0}</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} bis {1}</translation>
    </message>
    <message>
        <source>{0}, measuring…</source>
        <translation>{0}, wird gemessen …</translation>
    </message>
    <message>
        <source>measuring here with 2 trial steps; drawing goes first</source>
        <translation>wird hier mit 2 Probeschritten gemessen; Zeichnen geht vor</translation>
    </message>
    <message>
        <source>by a formula; measured here when the computer is free</source>
        <translation>nach einer Formel; wird hier gemessen, wenn der Rechner frei ist</translation>
    </message>
    <message>
        <source>measured here with 2 trial steps, {0}</source>
        <translation>hier mit 2 Probeschritten gemessen, {0}</translation>
    </message>
    <message>
        <source>This model cannot be taught so.</source>
        <translation>Dieses Modell kann so nicht lernen.</translation>
    </message>
    <message>
        <source>Does not fit: it needs {0}, free are {1}.</source>
        <translation>Passt nicht: Es braucht {0}, frei sind {1}.</translation>
    </message>
    <message>
        <source>Use {0} px</source>
        <translation>{0} px nehmen</translation>
    </message>
    <message>
        <source>Save memory, slower</source>
        <translation>Speicher sparen, langsamer</translation>
    </message>
    <message>
        <source>All settings · none changed</source>
        <translation>Alle Einstellungen · keine geändert</translation>
    </message>
    <message>
        <source>All settings · {0} changed</source>
        <translation>Alle Einstellungen · {0} geändert</translation>
    </message>
    <message>
        <source>teaching</source>
        <translation>lernt</translation>
    </message>
    <message>
        <source>judging</source>
        <translation>urteilt</translation>
    </message>
    <message>
        <source>drawing the result</source>
        <translation>das Ergebnis wird gemalt</translation>
    </message>
    <message>
        <source>saving; the device is free</source>
        <translation>sichert; das Gerät ist frei</translation>
    </message>
    <message>
        <source>{0}, {1} of {2}</source>
        <translation>{0}, {1} von {2}</translation>
    </message>
    <message>
        <source>The learning data was deleted; the result stays.</source>
        <translation>Die Lerndaten sind gelöscht; das Ergebnis bleibt.</translation>
    </message>
    <message>
        <source>Pictures appear here as it learns.</source>
        <translation>Hier erscheinen Bilder, während es lernt.</translation>
    </message>
    <message>
        <source>Forgets this draft, after a question; its photos stay.</source>
        <translation>Vergisst diesen Entwurf, nach einer Frage; seine Fotos bleiben.</translation>
    </message>
    <message>
        <source>Forget the draft</source>
        <translation>Den Entwurf vergessen</translation>
    </message>
    <message>
        <source>Takes it off this list, after a question; its result stays.</source>
        <translation>Nimmt es von dieser Liste, nach einer Frage; das Ergebnis bleibt.</translation>
    </message>
    <message>
        <source>Take it off the list</source>
        <translation>Von der Liste nehmen</translation>
    </message>
    <message>
        <source>To the trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>Pause it first.</source>
        <translation>Halte es zuerst an.</translation>
    </message>
    <message>
        <source>It waits for its turn: call it back first.</source>
        <translation>Es wartet, bis es an der Reihe ist: Ruf es zuerst zurück.</translation>
    </message>
    <message>
        <source>Moves what it learned to the trash, after a question; photos stay.</source>
        <translation>Bringt das Gelernte in den Papierkorb, nach einer Frage; Fotos bleiben.</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Take out of the queue</source>
        <translation>Aus der Warteschlange nehmen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Benutzen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>How many corrections are made. Too many copy the photos.</source>
        <translation>Wie oft verbessert wird. Zu oft kopiert die Fotos.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>How large each correction is. Too large breaks the model.</source>
        <translation>Wie groß jede Verbesserung ist. Zu groß zerstört das Modell.</translation>
    </message>
    <message>
        <source>Rate over time</source>
        <translation>Rate im Verlauf</translation>
    </message>
    <message>
        <source>cosine falls softly to nothing, constant stays.</source>
        <translation>cosine fällt sanft auf nichts, constant bleibt.</translation>
    </message>
    <message>
        <source>Warm-up steps</source>
        <translation>Anlaufschritte</translation>
    </message>
    <message>
        <source>The rate rises from nothing over so many steps.</source>
        <translation>Über so viele Schritte steigt die Rate von nichts an.</translation>
    </message>
    <message>
        <source>Photos at once</source>
        <translation>Fotos auf einmal</translation>
    </message>
    <message>
        <source>More need more memory and learn more smoothly.</source>
        <translation>Mehr brauchen mehr Speicher und lernen ruhiger.</translation>
    </message>
    <message>
        <source>Passes a step</source>
        <translation>Durchgänge je Schritt</translation>
    </message>
    <message>
        <source>Works like more photos at once; needs less memory, takes longer.</source>
        <translation>Wirkt wie mehr Fotos auf einmal; braucht weniger Speicher und dauert länger.</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>adafactor and adamw8bit need less memory; muon learns more in a step.</source>
        <translation>adafactor und adamw8bit brauchen weniger Speicher; muon lernt je Schritt mehr.</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Gewichtsabnahme</translation>
    </message>
    <message>
        <source>Pulls what is learned back a little in each step.</source>
        <translation>Nimmt in jedem Schritt etwas vom Gelernten zurück.</translation>
    </message>
    <message>
        <source>Largest correction</source>
        <translation>Größte Verbesserung</translation>
    </message>
    <message>
        <source>Longer ones are shortened to this; 0 lets all through.</source>
        <translation>Größere werden darauf gekürzt; 0 lässt alle durch.</translation>
    </message>
    <message>
        <source>Min-SNR gamma</source>
        <translation>Min-SNR-Gamma</translation>
    </message>
    <message>
        <source>Weighs easy noise levels less; 5 is usual. Empty: off.</source>
        <translation>Gewichtet leichte Rauschstufen weniger; 5 ist üblich. Leer: aus.</translation>
    </message>
    <message>
        <source>Noise offset</source>
        <translation>Rauschversatz</translation>
    </message>
    <message>
        <source>Helps with very dark and very bright pictures. 0: off.</source>
        <translation>Hilft bei sehr dunklen und sehr hellen Bildern. 0: aus.</translation>
    </message>
    <message>
        <source>What is taught</source>
        <translation>Was gelernt wird</translation>
    </message>
    <message>
        <source>LoRA rank</source>
        <translation>LoRA-Rang</translation>
    </message>
    <message>
        <source>How much it can hold. More makes a larger file.</source>
        <translation>Wie viel hineinpasst. Mehr macht die Datei größer.</translation>
    </message>
    <message>
        <source>LoRA alpha</source>
        <translation>LoRA-Alpha</translation>
    </message>
    <message>
        <source>Its change counts alpha / rank. Empty: as the rank.</source>
        <translation>Seine Änderung zählt Alpha / Rang. Leer: wie der Rang.</translation>
    </message>
    <message>
        <source>Convolutions, too</source>
        <translation>Auch Faltungen</translation>
    </message>
    <message>
        <source>Beside attention and feed-forward; seldom needed.</source>
        <translation>Neben Attention und Feed-forward; selten nötig.</translation>
    </message>
    <message>
        <source>Text reader, too</source>
        <translation>Auch den Textleser</translation>
    </message>
    <message>
        <source>Helps with faces; forgets other words sooner.</source>
        <translation>Hilft bei Gesichtern; vergisst andere Worte eher.</translation>
    </message>
    <message>
        <source>Rate of the text reader</source>
        <translation>Rate des Textlesers</translation>
    </message>
    <message>
        <source>Smaller than that of the rest.</source>
        <translation>Kleiner als die des Rests.</translation>
    </message>
    <message>
        <source>Length of the word</source>
        <translation>Länge des Wortes</translation>
    </message>
    <message>
        <source>How many tokens the new word is long.</source>
        <translation>Wie viele Token das neue Wort lang ist.</translation>
    </message>
    <message>
        <source>Keep its strength</source>
        <translation>Stärke behalten</translation>
    </message>
    <message>
        <source>The new word stays as strong as the one it began as.</source>
        <translation>Das neue Wort bleibt so stark wie das, von dem es ausging.</translation>
    </message>
    <message>
        <source>Words for the photos</source>
        <translation>Worte zu den Fotos</translation>
    </message>
    <message>
        <source>{token} is the word, {noun} what it is.</source>
        <translation>{token} ist das Wort, {noun}, was es ist.</translation>
    </message>
    <message>
        <source>Keeping the rest</source>
        <translation>Den Rest behalten</translation>
    </message>
    <message>
        <source>Pictures of the noun</source>
        <translation>Bilder des Hauptworts</translation>
    </message>
    <message>
        <source>Drawn once by the model itself, learned beside the photos.</source>
        <translation>Einmal vom Modell selbst gemalt, neben den Fotos gelernt.</translation>
    </message>
    <message>
        <source>Their weight</source>
        <translation>Ihr Gewicht</translation>
    </message>
    <message>
        <source>How much they count against the photos.</source>
        <translation>Wie viel sie gegen die Fotos zählen.</translation>
    </message>
    <message>
        <source>Words for them</source>
        <translation>Worte dazu</translation>
    </message>
    <message>
        <source>What the pictures of the noun are called.</source>
        <translation>Wie die Bilder des Hauptworts heißen.</translation>
    </message>
    <message>
        <source>Without words</source>
        <translation>Ohne Worte</translation>
    </message>
    <message>
        <source>Share of pictures shown without words, so that guidance works.</source>
        <translation>Anteil der Bilder ohne Worte, damit die Führung wirkt.</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Size in px</source>
        <translation>Größe in px</translation>
    </message>
    <message>
        <source>Smaller needs less memory. Empty: the model’s own.</source>
        <translation>Kleiner braucht weniger Speicher. Leer: die des Modells.</translation>
    </message>
    <message>
        <source>Keep their shape</source>
        <translation>Form behalten</translation>
    </message>
    <message>
        <source>Else all are cut to squares.</source>
        <translation>Sonst werden alle zu Quadraten geschnitten.</translation>
    </message>
    <message>
        <source>Crops are laid around</source>
        <translation>Ausschnitt um</translation>
    </message>
    <message>
        <source>Where you drew none: what stands out, or the face.</source>
        <translation>Wo du keinen gezogen hast: was auffällt, oder das Gesicht.</translation>
    </message>
    <message>
        <source>Precision and memory</source>
        <translation>Genauigkeit und Speicher</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Automatic takes what the device does best.</source>
        <translation>Automatisch nimmt, was das Gerät am besten kann.</translation>
    </message>
    <message>
        <source>Compute twice</source>
        <translation>Zweimal rechnen</translation>
    </message>
    <message>
        <source>Half the memory for a third more time.</source>
        <translation>Halber Speicher für ein Drittel mehr Zeit.</translation>
    </message>
    <message>
        <source>Moving average</source>
        <translation>Gleitender Mittelwert</translation>
    </message>
    <message>
        <source>0.999 keeps a smoothed copy; 0 switches it off.</source>
        <translation>0.999 hält eine geglättete Kopie; 0 schaltet sie aus.</translation>
    </message>
    <message>
        <source>Saving and seed</source>
        <translation>Sichern und Seed</translation>
    </message>
    <message>
        <source>Save every</source>
        <translation>Sichern alle</translation>
    </message>
    <message>
        <source>So many steps; at each it is judged.</source>
        <translation>So viele Schritte; bei jedem wird geurteilt.</translation>
    </message>
    <message>
        <source>Keep the last</source>
        <translation>Die letzten behalten</translation>
    </message>
    <message>
        <source>So many saved states.</source>
        <translation>So viele Zwischenstände.</translation>
    </message>
    <message>
        <source>Judge it</source>
        <translation>Beurteilen</translation>
    </message>
    <message>
        <source>Draws pictures at each saved step, and takes the best one.</source>
        <translation>Zeichnet bei jedem gesicherten Schritt Bilder und nimmt den besten.</translation>
    </message>
    <message>
        <source>Report every</source>
        <translation>Berichten alle</translation>
    </message>
    <message>
        <source>So many steps between figures.</source>
        <translation>So viele Schritte zwischen Zahlen.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Same seed and settings, same result on this computer.</source>
        <translation>Gleicher Seed, gleiche Einstellungen, gleiches Ergebnis auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Form of the result</source>
        <translation>Form des Ergebnisses</translation>
    </message>
    <message>
        <source>A folder, or one file as other programs want it.</source>
        <translation>Ein Ordner, oder eine Datei, wie andere Programme sie wollen.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>One file</source>
        <translation>Eine Datei</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>the subject</source>
        <translation>das Motiv</translation>
    </message>
    <message>
        <source>the face</source>
        <translation>das Gesicht</translation>
    </message>
    <message>
        <source>The name</source>
        <translation>Der Name</translation>
    </message>
    <message>
        <source>The word</source>
        <translation>Das Wort</translation>
    </message>
    <message>
        <source>The noun</source>
        <translation>Das Hauptwort</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>Das Modell</translation>
    </message>
    <message>
        <source>draft saved {0}</source>
        <translation>gesichert {0}</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Draw smaller</source>
        <translation>Kleiner zeichnen</translation>
    </message>
    <message>
        <source>Free memory and try again</source>
        <translation>Speicher freigeben und noch einmal</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>Anderen Ordner wählen …</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Use the starter</source>
        <translation>Den Starter benutzen</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>Anderes wählen …</translation>
    </message>
    <message>
        <source>Open a model folder…</source>
        <translation>Modellordner öffnen …</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>Modelldatei öffnen …</translation>
    </message>
    <message>
        <source>Go to the words</source>
        <translation>Zu den Worten</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal nachsehen</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Switch it off</source>
        <translation>Ausschalten</translation>
    </message>
    <message>
        <source>Draw in full precision</source>
        <translation>In voller Genauigkeit zeichnen</translation>
    </message>
    <message>
        <source>Draw at {0} × {1}</source>
        <translation>In {0} × {1} zeichnen</translation>
    </message>
    <message>
        <source>“{0}” is not there any more. Nothing was changed.</source>
        <translation>„{0}“ ist nicht mehr da. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>“{0}” cannot be read: {1}. Nothing was changed.</source>
        <translation>„{0}“ ist nicht lesbar: {1}. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>“{0}” is already there and was left as it is; nothing new was saved.</source>
        <translation>„{0}“ ist schon da und blieb, wie es ist; nichts Neues wurde gespeichert.</translation>
    </message>
    <message>
        <source>Nothing can be written to {0}: {1}. Nothing new was saved; what was there is untouched.</source>
        <translation>In {0} kann nichts geschrieben werden: {1}. Nichts Neues wurde gespeichert; was da war, ist unverändert.</translation>
    </message>
    <message>
        <source>The disk is full: {1} are free, {2} are needed in {0}. Nothing new was saved; everything older is safe.</source>
        <translation>Die Platte ist voll: {1} sind frei, {2} werden in {0} gebraucht. Nichts Neues wurde gespeichert; alles Ältere ist sicher.</translation>
    </message>
    <message>
        <source>The disk is full. Nothing new was saved; everything older is safe.</source>
        <translation>Die Platte ist voll. Nichts Neues wurde gespeichert; alles Ältere ist sicher.</translation>
    </message>
    <message>
        <source>{0} could not be written: {1}. What was there before is still there.</source>
        <translation>{0} konnte nicht geschrieben werden: {1}. Was vorher da war, ist noch da.</translation>
    </message>
    <message>
        <source>The disk failed while writing. What was there before is still there.</source>
        <translation>Die Platte versagte beim Schreiben. Was vorher da war, ist noch da.</translation>
    </message>
    <message>
        <source>the program that reads it crashed</source>
        <translation>das Programm, das sie liest, ist abgestürzt</translation>
    </message>
    <message>
        <source>nothing sensible could be read from it</source>
        <translation>aus ihr war nichts Sinnvolles zu lesen</translation>
    </message>
    <message>
        <source>it tried to do more than be read</source>
        <translation>sie wollte mehr, als gelesen zu werden</translation>
    </message>
    <message>
        <source>No picture or old model file can be opened: the protected program that reads them does not start ({0}). Nothing was changed.</source>
        <translation>Bilder und alte Modelldateien können nicht geöffnet werden: Das geschützte Programm, das sie liest, startet nicht ({0}). Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>There is no list of words “{0}”: it would be {0}.txt in {1}. Nothing was drawn.</source>
        <translation>Es gibt keine Wortliste „{0}“: Sie wäre {0}.txt in {1}. Es wurde nichts gezeichnet.</translation>
    </message>
    <message>
        <source>“{0}” is no picture that can be opened. PNG, JPEG, WebP, TIFF, BMP and HEIC can.</source>
        <translation>„{0}“ ist kein Bild, das geöffnet werden kann. PNG, JPEG, WebP, TIFF, BMP und HEIC gehen.</translation>
    </message>
    <message>
        <source>“{0}” cannot be opened: it looks like {1}. PNG, JPEG, WebP, TIFF, BMP and HEIC can.</source>
        <translation>„{0}“ kann nicht geöffnet werden: Es sieht aus wie {1}. PNG, JPEG, WebP, TIFF, BMP und HEIC gehen.</translation>
    </message>
    <message>
        <source>“{0}” is too large: {1} × {2} px. Up to {3} megapixels can be opened. Nothing was changed.</source>
        <translation>„{0}“ ist zu groß: {1} × {2} px. Bis zu {3} Megapixel können geöffnet werden. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>“{0}” is damaged and cannot be opened: {1}. Nothing was changed.</source>
        <translation>„{0}“ ist beschädigt und kann nicht geöffnet werden: {1}. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>“{0}” carries no settings of this program. Nothing was changed.</source>
        <translation>„{0}“ enthält keine Einstellungen dieses Programms. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The model “{0}” is not there any more. All other settings are kept.</source>
        <translation>Das Modell „{0}“ ist nicht mehr da. Alle anderen Einstellungen bleiben.</translation>
    </message>
    <message>
        <source>“{0}” is not the folder of a model: there is no {1} in it. Nothing was changed.</source>
        <translation>„{0}“ ist kein Modellordner: Es ist kein {1} darin. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The model “{0}” lacks {1}, perhaps an unfinished download. It was left as it is.</source>
        <translation>Dem Modell „{0}“ fehlt {1}; vielleicht wurde es nicht fertig heruntergeladen. Es blieb, wie es ist.</translation>
    </message>
    <message>
        <source>The model “{0}” cannot look at pictures. Choose a folder with {1} from {2}, or compare with the starter. Nothing was changed.</source>
        <translation>Das Modell „{0}“ kann keine Bilder ansehen. Wähle einen Ordner mit {1} aus {2}, oder vergleiche mit dem Starter. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{0} cannot be used: {1} must be {2}. Nothing was changed; a fresh copy may help.</source>
        <translation>{0} kann nicht benutzt werden: {1} muss {2} sein. Nichts wurde geändert; eine frische Kopie hilft vielleicht.</translation>
    </message>
    <message>
        <source>its content</source>
        <translation>sein Inhalt</translation>
    </message>
    <message>
        <source>“{0}” ends too early: {1} of {2} are there, perhaps an unfinished download. Nothing was changed.</source>
        <translation>„{0}“ endet zu früh: {1} von {2} sind da, vielleicht wurde nicht fertig heruntergeladen. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0} Bytes</translation>
    </message>
    <message>
        <source>“{0}” is damaged ({1}). Nothing was changed; a fresh download may help.</source>
        <translation>„{0}“ ist beschädigt ({1}). Nichts wurde geändert; es neu herunterzuladen hilft vielleicht.</translation>
    </message>
    <message>
        <source>“{0}” needs full precision: its numbers are too large for {1}. Nothing was drawn.</source>
        <translation>„{0}“ braucht volle Genauigkeit: Seine Zahlen sind zu groß für {1}. Es wurde nichts gezeichnet.</translation>
    </message>
    <message>
        <source>“{0}” holds broken numbers. A fresh download may help.</source>
        <translation>„{0}“ enthält ungültige Zahlen. Es neu herunterzuladen hilft vielleicht.</translation>
    </message>
    <message>
        <source>“{0}” cannot be used as an autoencoder: it is {1}. Nothing was drawn.</source>
        <translation>„{0}“ kann nicht als Autoencoder benutzt werden: Es ist {1}. Nichts wurde gezeichnet.</translation>
    </message>
    <message>
        <source>“{0}” cannot be used: it is {1}. Stable Diffusion 1, 2 and XL can.</source>
        <translation>„{0}“ kann nicht benutzt werden: Es ist {1}. Stable Diffusion 1, 2 und XL gehen.</translation>
    </message>
    <message>
        <source>“{0}” was not opened: {1}. Nothing of it was run.</source>
        <translation>„{0}“ wurde nicht geöffnet: {1}. Nichts davon wurde ausgeführt.</translation>
    </message>
    <message>
        <source>reading it took too long</source>
        <translation>das Lesen dauerte zu lang</translation>
    </message>
    <message>
        <source>reading it takes too much memory</source>
        <translation>das Lesen braucht zu viel Speicher</translation>
    </message>
    <message>
        <source>“{0}” cannot be opened: {1}. Nothing else was touched.</source>
        <translation>„{0}“ kann nicht geöffnet werden: {1}. Nichts anderes wurde berührt.</translation>
    </message>
    <message>
        <source>The weights in “{0}” are for another kind of model. Nothing was changed.</source>
        <translation>Die Gewichte in „{0}“ sind für eine andere Art Modell. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>dem Prozessor</translation>
    </message>
    <message>
        <source>an NVIDIA graphics card</source>
        <translation>einer NVIDIA-Grafikkarte</translation>
    </message>
    <message>
        <source>Apple’s graphics</source>
        <translation>Apples Grafik</translation>
    </message>
    <message>
        <source>This picture was drawn on {0}, which this computer does not have. Nothing was drawn.</source>
        <translation>Dieses Bild wurde auf {0} gezeichnet, was dieser Rechner nicht hat. Es wurde nichts gezeichnet.</translation>
    </message>
    <message>
        <source>This needs {0} of memory; {1} are free. Nothing was lost.</source>
        <translation>Das braucht {0} Speicher; {1} sind frei. Nichts ging verloren.</translation>
    </message>
    <message>
        <source>There is not enough memory for this. Nothing was lost. Closing other programs may help.</source>
        <translation>Dafür reicht der Speicher nicht. Nichts ging verloren. Andere Programme zu schließen hilft vielleicht.</translation>
    </message>
    <message>
        <source>The numbers overflowed; no picture was saved. Lower guidance may help.</source>
        <translation>Die Zahlen liefen über; es wurde kein Bild gespeichert. Eine kleinere Führung hilft vielleicht.</translation>
    </message>
    <message>
        <source>At half precision the numbers overflowed; no picture was saved.</source>
        <translation>Bei halber Genauigkeit liefen die Zahlen über; es wurde kein Bild gespeichert.</translation>
    </message>
    <message>
        <source>The drawing engine crashed twice on this, so it was given up. Finished pictures are safe.</source>
        <translation>Das Zeichenprogramm ist hierbei zweimal abgestürzt; es wurde aufgegeben. Fertige Bilder sind sicher.</translation>
    </message>
    <message>
        <source>Something unforeseen happened. Finished pictures are safe.</source>
        <translation>Etwas Unvorhergesehenes ist geschehen. Fertige Bilder sind sicher.</translation>
    </message>
    <message>
        <source>These photos cannot be used: {0}. What was learned so far is kept.</source>
        <translation>Diese Fotos können nicht benutzt werden: {0}. Was bisher gelernt wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>What was begun at {0} earlier still runs, or saves. When it has ended, this training can go on.</source>
        <translation>Was in {0} früher begonnen wurde, läuft noch oder speichert. Wenn es geendet hat, kann dieses Training weitergehen.</translation>
    </message>
    <message>
        <source>The folder of this training cannot be used: {0}. Nothing in it was changed.</source>
        <translation>Der Ordner dieses Trainings kann nicht benutzt werden: {0}. Darin wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The training went astray at step {0}; the last good state is kept. Going on would most likely end the same way: keep that state, or teach anew with a smaller learning rate.</source>
        <translation>Das Training ist bei Schritt {0} entgleist; der letzte gute Stand ist gesichert. Weitermachen würde wohl genauso enden: Behalte diesen Stand, oder trainiere neu mit kleinerer Lernrate.</translation>
    </message>
    <message>
        <source>The model fails on photo {0} at this precision. Nothing was lost. Teach it anew with Precision set to float32 (All settings).</source>
        <translation>Das Modell scheitert in dieser Genauigkeit an Foto {0}. Nichts ging verloren. Trainiere neu mit Genauigkeit float32 (Alle Einstellungen).</translation>
    </message>
    <message>
        <source>Stopped. Finished pictures are kept.</source>
        <translation>Angehalten. Fertige Bilder sind da.</translation>
    </message>
    <message>
        <source>the disk is read-only</source>
        <translation>die Platte ist schreibgeschützt</translation>
    </message>
    <message>
        <source>you have no permission there</source>
        <translation>dort fehlt dir das Recht dazu</translation>
    </message>
    <message>
        <source>the disk reports an error</source>
        <translation>die Platte meldet einen Fehler</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>es ist nicht da</translation>
    </message>
    <message>
        <source>a file is in the way</source>
        <translation>eine Datei ist im Weg</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>es ist ein Ordner</translation>
    </message>
    <message>
        <source>its name is too long</source>
        <translation>der Name ist zu lang</translation>
    </message>
    <message>
        <source>another program uses it</source>
        <translation>ein anderes Programm benutzt es</translation>
    </message>
    <message>
        <source>the system has nothing left to start it with</source>
        <translation>das System hat nichts mehr frei, um es zu starten</translation>
    </message>
    <message>
        <source>memory is short</source>
        <translation>der Speicher ist knapp</translation>
    </message>
    <message>
        <source>it takes no connection</source>
        <translation>es nimmt keine Verbindung an</translation>
    </message>
    <message>
        <source>the connection was cut</source>
        <translation>die Verbindung wurde getrennt</translation>
    </message>
    <message>
        <source>there is no network</source>
        <translation>es gibt kein Netz</translation>
    </message>
    <message>
        <source>the reason is an unusual one</source>
        <translation>der Grund ist ungewöhnlich</translation>
    </message>
    <message>
        <source>it is {0}</source>
        <translation>es ist {0}</translation>
    </message>
    <message>
        <source>different</source>
        <translation>anders</translation>
    </message>
    <message>
        <source>of another kind</source>
        <translation>von anderer Art</translation>
    </message>
</context>
</TS>
