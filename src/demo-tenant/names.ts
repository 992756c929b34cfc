/** Names from many languages for the demo's workers, each as it is written and in ASCII. A table of data. */

type Name = readonly [written: string, ascii: string];

export interface NameGroup {
  /** A language tag, or the region where several share a group. */
  readonly language: string;
  /** How a full name is put together. */
  readonly order: 'given family' | 'family given' | 'familygiven';
  readonly given: readonly Name[];
  readonly family: readonly Name[];
}

function pairs(text: string): readonly Name[] {
  return text.split(', ').map((pair) => {
    const [written = '', ascii = written.toLowerCase()] = pair.split('=');
    return [written, ascii];
  });
}

function group(language: string, order: NameGroup['order'], given: string, family: string): NameGroup {
  return { language, order, given: pairs(given), family: pairs(family) };
}

export const nameGroups: readonly NameGroup[] = [
  group(
    'en',
    'given family',
    'Emma, Liam, Olivia, Noah, Grace, Mary-Jane',
    "Johnson, O'Brien=obrien, Clarke, Nguyen-Smith, Walker, Hughes",
  ),
  group(
    'es',
    'given family',
    'José=jose, Lucía=lucia, Iñigo=inigo, Mateo, María José=mariajose, Ángel=angel',
    'García Fernández=garcia, Muñoz Ortega=munoz, Etxeberria, Quispe Mamani=quispe, Peña=pena, Ibáñez=ibanez',
  ),
  group(
    'de',
    'given family',
    'Jürgen=juergen, Sabine, Björn=bjoern, Anna-Lena=annalena, Käthe=kaethe, Lukas',
    'Großmann=grossmann, Müller-Lüdenscheid=mueller, Weiß=weiss, von der Heide=vonderheide, Schröder=schroeder, Schmidt',
  ),
  group(
    'pl',
    'given family',
    'Łukasz=lukasz, Małgorzata=malgorzata, Grzegorz, Hanna, Zbigniew, Święcisława=swiecislawa',
    'Wiśniewski=wisniewski, Zielińska=zielinska, Brzęczyszczykiewicz=brzeczyszczykiewicz, Wójcik=wojcik, Żak=zak, Mazur',
  ),
  group(
    'ar',
    'given family',
    'محمد=mohammed, فاطمة=fatima, يوسف=yousef, ليلى=layla, خالد=khaled, مريم=maryam',
    'العلي=alali, حسن=hassan, المصري=almasri, الحداد=alhaddad, بن سعيد=bensaid, الزهراني=alzahrani',
  ),
  group(
    'tr',
    'given family',
    'Ayşe=ayse, Emre, İbrahim=ibrahim, Işıl=isil, Gökhan=gokhan, Şule=sule',
    'Yılmaz=yilmaz, Çağlayan=caglayan, Öztürk=ozturk, Şahin=sahin, Kılıç=kilic, Doğan=dogan',
  ),
  group(
    'vi',
    'family given',
    'Thị Hồng=thihong, Văn Đức=vanduc, Minh Anh=minhanh, Quốc Bảo=quocbao, Thùy Dương=thuyduong, Hữu Phước=huuphuoc',
    'Nguyễn=nguyen, Trần=tran, Lê=le, Phạm=pham, Huỳnh=huynh, Đặng=dang',
  ),
  group(
    'fr',
    'given family',
    'Zoé=zoe, François=francois, Hélène=helene, Gaël=gael, Anne-Sophie=annesophie, Loïc=loic',
    "Lefèvre=lefevre, Dupré=dupre, L'Hôpital=lhopital, Bœuf=boeuf, Châtelain=chatelain, N'Diaye=ndiaye",
  ),
  group(
    'pt',
    'given family',
    'João=joao, Inês=ines, António=antonio, Conceição=conceicao, Luís=luis, Ana Beatriz=anabeatriz',
    'Conceição=conceicao, Guimarães=guimaraes, dos Santos=dossantos, Simões=simoes, Araújo=araujo, Magalhães=magalhaes',
  ),
  group(
    'hi',
    'given family',
    'प्रिया=priya, राहुल=rahul, अंजलि=anjali, विक्रम=vikram, सुनीता=sunita, अमित=amit',
    'शर्मा=sharma, वर्मा=verma, गुप्ता=gupta, सिंह=singh, पटेल=patel, यादव=yadav',
  ),
  group(
    'zh',
    'familygiven',
    '伟=wei, 静=jing, 秀英=xiuying, 建国=jianguo, 雨涵=yuhan, 子轩=zixuan',
    '王=wang, 李=li, 陈=chen, 刘=liu, 欧阳=ouyang, 赵=zhao',
  ),
  group(
    'ja',
    'family given',
    'さくら=sakura, 健太=kenta, 陽葵=himari, 蓮=ren, 美咲=misaki, ケンジ=kenji',
    '佐藤=sato, 鈴木=suzuki, 高橋=takahashi, 渡邉=watanabe, 小林=kobayashi, 斎藤=saito',
  ),
  group(
    'ko',
    'familygiven',
    '민준=minjun, 서연=seoyeon, 지우=jiwoo, 하은=haeun, 도윤=doyun, 은지=eunji',
    '김=kim, 이=lee, 박=park, 최=choi, 정=jung, 남궁=namgung',
  ),
  group(
    'el',
    'given family',
    'Γιώργος=giorgos, Ελένη=eleni, Δημήτρης=dimitris, Άννα=anna, Νίκος=nikos, Σοφία=sofia',
    'Παπαδόπουλος=papadopoulos, Νικολάου=nikolaou, Γεωργίου=georgiou, Οικονόμου=oikonomou, Βασιλείου=vasileiou, Ιωάννου=ioannou',
  ),
  group(
    'uk',
    'given family',
    'Олена=olena, Дмитро=dmytro, Євген=yevhen, Андрій=andrii, Ганна=hanna, Юрій=yurii',
    "Шевченко=shevchenko, Бондаренко=bondarenko, Лук'яненко=lukianenko, Ґалаґан=galagan, Коваль=koval, Щербак=shcherbak",
  ),
  group(
    'he',
    'given family',
    'נועה=noa, דוד=david, יעל=yael, אבי=avi, תמר=tamar, משה=moshe',
    'כהן=cohen, לוי=levi, מזרחי=mizrahi, פרץ=peretz, בן־דוד=bendavid, ביטון=biton',
  ),
  group(
    'th',
    'given family',
    'สมชาย=somchai, มาลี=malee, อนันต์=anan, กัญญา=kanya, ประเสริฐ=prasert, วิไล=wilai',
    'ใจดี=jaidee, ศรีสุข=srisuk, ทองคำ=thongkham, แก้วมณี=kaewmanee, บุญมา=boonma, วงศ์สวัสดิ์=wongsawat',
  ),
  group(
    'am',
    'given family',
    'አበበ=abebe, ሰላም=selam, ዮሐንስ=yohannes, ሕይወት=hiwot, ተስፋዬ=tesfaye, አስቴር=aster',
    'ቢቂላ=bikila, ገብረማርያም=gebremariam, ኃይሉ=hailu, ታደሰ=tadesse, ወልደ=welde, መኮንን=mekonnen',
  ),
  group(
    'nordic',
    'given family',
    'Søren=soeren, Åsa=asa, Ýmir=ymir, Annika, Øystein=oeystein, Þóra=thora',
    'Ødegård=oedegaard, Bäckström=backstrom, Guðmundsdóttir=gudmundsdottir, Virtanen, Sjöberg=sjoberg, Nygård=nygard',
  ),
  group(
    'central-european',
    'given family',
    'Jiří=jiri, Zsófia=zsofia, Ștefan=stefan, Živa=ziva, Željko=zeljko, Ľubica=lubica',
    'Dvořák=dvorak, Kovács=kovacs, Ionescu, Hůlková=hulkova, Đorđević=djordjevic, Čapek=capek',
  ),
];

export const departments = [
  'Assembly',
  'Paint shop',
  'Press shop',
  'Logistics',
  'Quality',
  'Maintenance',
  'Packaging',
  'Cold store',
];
export const jobTitles = [
  'Operator',
  'Fitter',
  'Forklift driver',
  'Inspector',
  'Team lead',
  'Electrician',
  'Picker',
];
